"""Posts of WordPress as their editor keeps them."""
