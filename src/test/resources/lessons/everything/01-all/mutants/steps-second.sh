# fails: steps/second
false
