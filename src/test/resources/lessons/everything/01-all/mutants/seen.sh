# fails: seen
false
