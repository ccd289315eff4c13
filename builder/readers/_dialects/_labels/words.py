"""The words that label a question or an answer, by language. A new language is one row here.

A row is (language, words for a question, words for an answer, letters). Words are case-folded and
end in one of the marks of ``_labels``: a colon, a number, a dash. ``letters`` are the single
letters of the two ("F/A" in German): they count only where a document alternates between them.
"""

from __future__ import annotations

from typing import Final

LANGUAGES: Final = (
    (
        "English",
        "question|questions|ques|que|qn|qstn|interview question|prompt|problem statement",
        (
            "answer|answers|ans|answer key|solution|solutions|sol|soln|response|model answer"
            "|expected answer|ideal answer|good answer|strong answer|great answer|best answer"
            "|sample answer|example answer|suggested answer|possible answer|correct answer"
            "|sample response|model response|sample solution|model solution|the answer|full answer"
            "|long answer|detailed answer|detailed explanation|quick answer|short answer"
            "|brief answer"
            "|what we want to hear|what you want to hear|what we look for|what we're looking for"
            "|what to look for|what to listen for|listen for|look for|what good looks like"
        ),
        "Q/A",
    ),
    (
        "German",
        "frage|fragen|interviewfrage|aufgabe",
        (
            "antwort|antworten|lösung|lösungen|musterantwort|musterlösung|beispielantwort"
            "|erwartete antwort|gute antwort|kurze antwort"
        ),
        "F/A",
    ),
    (
        "French",
        "question|questions|énoncé",
        (
            "réponse|réponses|reponse|rép|solution|corrigé|réponse attendue|réponse type"
            "|bonne réponse|exemple de réponse"
        ),
        "Q/R",
    ),
    (
        "Spanish",
        "pregunta|preguntas",
        (
            "respuesta|respuestas|resp|solución|solucion|respuesta esperada|respuesta modelo"
            "|respuesta correcta|ejemplo de respuesta"
        ),
        "P/R",
    ),
    (
        "Portuguese",
        "pergunta|perguntas|questão|questao",
        "resposta|respostas|solução|gabarito|resposta esperada|resposta modelo|exemplo de resposta",
        "P/R",
    ),
    (
        "Italian",
        "domanda|domande|quesito",
        "risposta|risposte|soluzione|risposta attesa|risposta corretta|esempio di risposta",
        "D/R",
    ),
    (
        "Dutch",
        "vraag|vragen|opgave",
        "antwoord|antwoorden|oplossing|uitwerking|modelantwoord|voorbeeldantwoord",
        "V/A",
    ),
    (
        "Polish",
        "pytanie|pytania",
        "odpowiedź|odpowiedz|odpowiedzi|odp|rozwiązanie|przykładowa odpowiedź",
        "P/O",
    ),
    (
        "Russian",
        "вопрос|вопросы",
        "ответ|ответы|решение|пример ответа|ожидаемый ответ|правильный ответ",
        "В/О",
    ),
    (
        "Ukrainian",
        "питання|запитання",
        "відповідь|відповіді|розв'язок|розв’язок|приклад відповіді",
        "П/В",
    ),
    ("Turkish", "soru|sorular", "cevap|cevaplar|yanıt|yanit|çözüm|örnek cevap", "S/C"),
    (
        "Chinese",
        "问|问题|提问|题目|面试题|問|問題|提問|題目|面試題",
        "答|答案|回答|解答|参考答案|參考答案|示例答案",
        "",
    ),
    ("Japanese", "質問|問|問題|設問", "回答|答え|解答|答|こたえ|模範解答|回答例", ""),
    ("Korean", "질문|문제|문", "답변|답|정답|대답|해답|모범 답안|예시 답변", ""),
    ("Arabic", "سؤال|السؤال", "جواب|الجواب|إجابة|الإجابة|الاجابة|الحل", "س/ج"),
    ("Hindi", "प्रश्न|सवाल", "उत्तर|जवाब|समाधान", ""),
    ("Vietnamese", "câu hỏi|hỏi|câu", "trả lời|đáp án|đáp|câu trả lời|lời giải", "H/Đ"),
    ("Indonesian", "pertanyaan|soal|tanya", "jawaban|jawab|contoh jawaban", "T/J"),
    ("Czech", "otázka|otázky", "odpověď|odpovědi|řešení|vzorová odpověď", "O/A"),
    ("Slovak", "otázka|otázky", "odpoveď|odpovede|riešenie", ""),
    ("Swedish", "fråga|frågor", "svar|lösning|exempelsvar", "F/S"),
    ("Danish and Norwegian", "spørgsmål|spørsmål", "svar|løsning", ""),
    ("Greek", "ερώτηση|ερωτήσεις", "απάντηση|απαντήσεις|λύση", "Ε/Α"),
    ("Romanian", "întrebare|întrebarea|intrebare", "răspuns|raspuns|soluție", "Î/R"),
    ("Hungarian", "kérdés", "válasz|megoldás", "K/V"),
    ("Hebrew", "שאלה", "תשובה|פתרון", ""),
    ("Persian", "پرسش|سوال", "پاسخ|جواب", ""),
    ("Thai", "คำถาม", "คำตอบ|ตอบ", ""),
)

# Who asks and who answers in the record of a conversation.
ASKING: Final = (
    "interviewer|interviewerin|recruiter|hiring manager|examiner|moderator|host|panel|panelist"
    "|intervieweur|recruteur|entrevistador|entrevistadora|intervistatore|gesprächsleiter"
    "|интервьюер|面试官|面試官|面接官|면접관|rekruter|mülakatçı"
)
ANSWERING: Final = (
    "candidate|interviewee|applicant|guest|developer|me|you|bewerber|bewerberin|kandidat|kandidatin"
    "|candidat|candidate|candidato|candidata|кандидат|соискатель|候选人|應徵者|候補者|応募者|지원자"
    "|aday"
)

# What else is said beside a question, and what it is: see ``_asides``.
ASIDES: Final = (
    (
        "follow_up",
        (
            "follow-up|follow up|followup|follow-ups|follow ups|followups|follow-up question"
            "|follow-up questions|follow up question|follow up questions|probe|probes|next question"
            "|nachfrage|nachfragen|anschlussfrage|question de suivi|relance|repregunta|vervolgvraag"
            "|дополнительный вопрос|追问|追問|深掘り|꼬리 질문"
        ),
    ),
    (
        "context",
        (
            "scenario|context|background|given|setup|problem|case|szenario|ausgangslage"
            "|kontext|scénario|contexte|escenario|contexto|cenário|scenario e contesto|сценарий"
            "|контекст|ситуация|场景|背景|シナリオ|상황"
        ),
    ),
    (
        "hint",
        "hint|hints|clue|hinweis|tipp|indice|pista|dica|suggerimento|подсказка|提示|ヒント|힌트",
    ),
    (
        "red_flag",
        (
            "red flag|red flags|bad answer|weak answer|poor answer|wrong answer|warning signs"
            "|what to avoid|schlechte antwort|warnsignal|warnsignale"
        ),
    ),
    (
        "explanation",
        (
            "explanation|rationale|reasoning|erklärung|begründung|explication|explicación|explicação"
            "|spiegazione|uitleg|wyjaśnienie|объяснение|пояснення|açıklama|解析|解释|解說|解説|説明|해설|설명"
        ),
    ),
    (
        "level",
        (
            "level|difficulty|seniority|difficulty level|experience level|grade|niveau"
            "|schwierigkeit|schwierigkeitsgrad|stufe|difficulté|nivel|dificultad|nível|dificuldade|livello"
            "|difficoltà|moeilijkheid|poziom|trudność|уровень|сложность|рівень|складність|seviye"
            "|zorluk|难度|難度|级别|難易度|レベル|난이도|레벨"
        ),
    ),
    (
        "tags",
        (
            "tag|tags|keyword|keywords|labels|skill|skills|skill tested|skills tested|technology"
            "|technologies|schlagwort|schlagworte|schlagwörter|stichworte|mots-clés|étiquettes"
            "|etiquetas|palabras clave|palavras-chave|etichette|trefwoorden|tagi|теги|метки"
            "|ключевые слова|etiketler|标签|標籤|タグ|태그"
        ),
    ),
    (
        "topic",
        (
            "topic|category|subject|area|domain|theme|section|chapter|thema|kategorie|bereich"
            "|catégorie|sujet|thème|tema|categoría|categoria|argomento|onderwerp|categorie|temat"
            "|kategoria|тема|категория|категорія|konu|kategori|主题|主題|分类|分類|カテゴリ"
            "|カテゴリー|テーマ|주제|카테고리|분야"
        ),
    ),
    ("minutes", "time|duration|time limit|time to answer|estimated time|zeit|dauer|durée|tiempo"),
    (
        "other",
        (
            "score|points|marks|weight|rating|type|question type|format|id|source|asked at|asked in"
            "|asked by|company|companies|author|date|frequency|status|importance|punkte|punkt|typ"
            "|quelle|points possible|puntos|pontos|punti|punten|punkty|баллы|балл|puan"
            "|分值|得分|配点|점수|배점"
        ),
    ),
)
