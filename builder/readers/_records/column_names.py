"""The names that columns have, surest first: a table, and no more.

Spelling does not matter (``plain_name`` in ``_columns``): capitals, hyphens and underlines are one.
"""

from __future__ import annotations

from typing import Final

NAMES: Final = {
    "question": (
        "question,questions,instruction,question text,interview question,front,prompt,q,query"
        ",stem,ask,cue"
        ",question body,question content,term,flashcard front,problem statement,ques,que"
        ",frage,fragen,fragestellung,fragetext,vorderseite,begriff,recto,énoncé,enonce,pregunta"
        ",preguntas,anverso,enunciado,término,pergunta,perguntas,frente,questão,questao,domanda"
        ",domande,fronte,quesito,вопрос,вопросы,текст вопроса,лицевая сторона,питання,запитання"
        ",pytanie,pytania,przód,otázka,vraag,vragen,voorkant,fråga,frågor,spørgsmål,spørsmål"
        ",kysymys,kérdés,întrebare,soru,ερώτηση,سؤال,السؤال,שאלה,प्रश्न,问题,問題,题目,題目,质问"
        ",質問,质疑,질문,문제,câu hỏi,pertanyaan,soal"
    ),
    "answer": (
        "answer,answers,completion,answer text,model answer,expected answer,expected response"
        ",sample answer"
        ",ideal answer,suggested answer,reference answer,response,expected,back,a,ans,solution"
        ",solutions,reply,full answer,long answer,detailed answer,flashcard back,definition"
        ",antwort,antworten,musterantwort,musterlösung,lösung,rückseite,erwartete antwort"
        ",réponse,réponses,reponse,verso,corrigé,réponse attendue,respuesta,respuestas,reverso"
        ",solución,definición,resposta,respostas,verso do cartão,solução,gabarito comentado"
        ",risposta,risposte,retro,soluzione,ответ,ответы,текст ответа,обратная сторона,відповідь"
        ",odpowiedź,odpowiedzi,tył,odpověď,antwoord,antwoorden,achterkant,svar,vastaus,válasz"
        ",răspuns,cevap,απάντηση,إجابة,الإجابة,الجواب,תשובה,उत्तर,答案,回答,答え,解答,답변"
        ",답,해답,câu trả lời,đáp án,jawaban"
    ),
    "short_answer": (
        "short answer,brief answer,quick answer,summary,tldr,tl dr,in short,one liner,gist"
        ",short,shortanswer,kurzantwort,kurze antwort,kurzfassung,réponse courte,respuesta corta"
        ",resposta curta,risposta breve,краткий ответ,короткий ответ,krótka odpowiedź,kort svar"
    ),
    "more_answers": "more answers,other answers,alternative answers,further answers",
    "explanation": (
        "explanation,explain,rationale,reason,reasoning,why,justification,feedback"
        ",explanations,rationales,reasons,answer explanation,answer rationale,correct rationale"
        ",solution explanation,discussion,extra,back extra,details"
        ",erklärung,begründung,erläuterung,explication,explicación,justificación,explicação"
        ",justificativa,spiegazione,объяснение,пояснение,разбор,wyjaśnienie,uitleg,förklaring"
        ",解析,解説,解释,설명,해설"
    ),
    "remark": (
        "notes,note,comment,comments,remark,remarks,hint,hints,tip,tips,example,examples"
        ",key points,key takeaways,what to look for,what to listen for,looking for,listen for"
        ",evaluation criteria,criteria,code example,notizen,notiz,anmerkung,anmerkungen,bemerkung"
        ",hinweis,hinweise,beispiel,beispiele,remarque,remarques,indice,exemple,exemples,notas"
        ",observaciones,pista,ejemplo,ejemplos,observações,dica,dicas,exemplo,esempio,suggerimento"
        ",примечание,примечания,заметки,подсказка,пример,uwagi,przykład,备注,提示,例,メモ,비고"
    ),
    "topic": (
        "topic,topics,category,categories,subject,area,theme,domain,section,chapter,module,unit"
        ",group,deck,lesson,course,technology,tech,thema,kategorie,bereich,fach,gebiet,abschnitt"
        ",themengebiet,themenbereich"
        ",kapitel,stapel,thème,catégorie,sujet,matière,domaine,chapitre,rubrique,tema,temas"
        ",categoría,asignatura,área,sección,capítulo,bloque,tópico,assunto,categoria,disciplina"
        ",matéria,seção,argomento,materia,тема,категория,раздел,область,предмет,блок,kategoria"
        ",temat,dział,téma,onderwerp,categorie,ämne,emne,kategori,konu,分类,类别,主题,分類,科目"
        ",カテゴリ,カテゴリー,トピック,카테고리,주제,분류,chủ đề,kategori soal"
    ),
    "level": (
        "level,difficulty,seniority,difficulty level,experience level,experience,complexity"
        ",level of difficulty,seniority level,hardness,grade,schwierigkeit,schwierigkeitsgrad"
        ",niveau,stufe,level niveau,difficulté,niveau de difficulté,dificultad,nivel"
        ",nivel de dificultad,dificuldade,nível,nível de dificuldade,difficoltà,livello"
        ",сложность,уровень,уровень сложности,грейд,складність,рівень,trudność,poziom"
        ",poziom trudności,moeilijkheid,moeilijkheidsgraad,svårighetsgrad,zorluk,seviye,难度,難度"
        ",難易度,レベル,난이도,độ khó,tingkat kesulitan"
    ),
    "tags": (
        "tags,tag,labels,label,keywords,keyword,skills,skill,technologies,concepts"
        ",subtopic,sub topic,subtopics,subcategory,sub category,subarea,subject area"
        ",schlagwörter,schlagworte,schlagwort,stichwörter,stichworte,unterthema,unterkategorie"
        ",étiquettes,étiquette,mots clés,sous catégorie,sous thème,etiquetas,etiqueta"
        ",palabras clave,subtema,subcategoría,palavras chave,marcadores,subcategoria,etichette"
        ",parole chiave,теги,тег,метки,ключевые слова,подтема,tagi,etykiety,štítky,etiketler"
        ",标签,標籤,タグ,태그,thẻ"
    ),
    "minutes": (
        "minutes,min,mins,time,duration,estimated time,time min,time minutes,time in minutes"
        ",dauer,zeit,minuten,durée,duración,tiempo,duração,tempo,minuti,время,минуты,czas"
    ),
    "follow_ups": (
        "follow ups,follow up,followups,followup,follow up questions,follow up question,followup"
        " questions,probes,probing questions,nachfragen,anschlussfragen,questions de suivi"
        ",preguntas de seguimiento,perguntas de acompanhamento,дополнительные вопросы"
        ",уточняющие вопросы,追问"
    ),
    "red_flags": (
        "red flags,red flag,redflags,warning signs,bad signs,bad answer,weak answer,warnsignale"
        ",signaux d'alerte,señales de alerta,sinais de alerta,красные флаги,тревожные сигналы"
    ),
    "references": (
        "references,reference,source,sources,url,urls,link,links,resource,resources,docs"
        ",documentation,further reading,read more,quelle,quellen,référence,références,sources"
        ",lien,liens,fuente,fuentes,enlace,enlaces,referencias,fonte,fontes,referências,fonti"
        ",источник,источники,ссылка,ссылки,źródło,bron,来源,链接,出典,参考,출처"
    ),
    "choices": (
        "choices,options,alternatives,variants,answer options,possible answers,answer choices"
        ",multiple choice,option list,choice list,opts,option texts,mc options,mcq options"
        ",possibilities,selections,antwortmöglichkeiten,auswahlmöglichkeiten,optionen,choix"
        ",propositions,opciones,alternativas,opções,opzioni,варианты,варианты ответа"
        ",варианты ответов,opcje,možnosti,seçenekler,选项,選択肢,보기,선택지"
    ),
    "correct": (
        "correct,correct answer,correct answers,right answer,right answers,correct option"
        ",correct options,correct index,answer index,correct choice,correct choices,answer key"
        ",correct answer index,correct option index,answer idx,correct idx,solution index"
        ",correctanswer,correctoption,correctindex,rightanswer,answer id"
        ",is correct,correct option id,correct id,correct letter,answer letter,correct response"
        ",richtige antwort,richtige antworten,richtig,bonne réponse,bonnes réponses"
        ",réponse correcte,respuesta correcta,respuestas correctas,correcta,resposta correta"
        ",respostas corretas,alternativa correta,gabarito,risposta corretta,правильный ответ"
        ",правильные ответы,верный ответ,poprawna odpowiedź,správná odpověď,juiste antwoord"
        ",rätt svar,doğru cevap,正确答案,正解,정답"
    ),
    "wrong": (
        "wrong,incorrect,incorrect answers,wrong answers,incorrect answer,wrong answer,distractors"
        ",incorrect options,wrong options,incorrect choices,wrong choices,false answers"
        ",false options,bad answers,other options,decoys,foils,falsche antworten,mauvaises réponses"
        ",respuestas incorrectas,respostas incorretas,неправильные ответы"
    ),
    "kind": (
        "type,question type,kind,format,questiontype,answer type,typ,fragetyp,tipo,tipo de pregunta"
        ",тип,тип вопроса,rodzaj,题型,タイプ,유형,is multi,is multiple,multiple"
        ",multiple correct answers"
    ),
    "code": "code,snippet,code snippet,codesnippet,source code,quelltext,código,код",
    "id": "id,question id,uid,uuid,key,slug,card id,_id,identifier,kennung",
    "guid": "guid,anki guid",
    "number": (
        "no,nr,number,num,index,idx,order,position,row,sr no,s no,sl no,serial no,serial number"
        ",question number,question no,qno,q no,nummer,numéro,número,номер,编号,序号,番号,번호"
        ",n,lp,№"
    ),
}
# Remarks of whoever keeps a table; an answer that has a column of its own needs none.
_ASIDES: Final = (
    "notes,note,comment,comments,remark,remarks,notizen,notiz,anmerkung,anmerkungen,bemerkung"
    ",bemerkungen,kommentar,kommentare,remarque,remarques,commentaire,commentaires,notas,nota"
    ",observaciones,comentario,comentarios,observações,comentário,osservazioni,commento"
    ",примечание,примечания,заметки,комментарий,комментарии,uwagi,komentarz,备注,メモ,비고"
)
ASIDES: Final = frozenset(_ASIDES.split(","))
# Beside options, and where nothing else says which is right, these do.
KEYS: Final = ("key", "right", "gold", "target", "label", "valid")
# Names of anything: they hold a question only where no surer one does, and most of them ask.
WEAK: Final = {
    "weak question": (
        "title,text,name,task,problem,item,statement,headline,heading,concept,word,description"
        ",titel,aufgabe,titre,tâche,título,titolo,tarea,tarefa,название,задача,заголовок,tytuł"
        ",标题,タイトル,제목"
    ),
    "weak answer": (
        "content,body,meaning,value,output,result,inhalt,bedeutung,contenu,contenido,conteúdo"
        ",contenuto,содержание,内容,本文,내용"
    ),
}
