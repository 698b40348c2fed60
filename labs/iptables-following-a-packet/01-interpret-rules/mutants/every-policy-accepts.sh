# What a fresh machine would have.
# fails: policies
answer policies input=ACCEPT forward=ACCEPT output=ACCEPT passing=ACCEPT arriving=ACCEPT
