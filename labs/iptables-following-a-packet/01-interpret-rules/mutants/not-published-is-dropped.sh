# As if a port that nobody publishes were closed by the firewall.
# fails: fates
answer fates published=forwarded unpublished=dropped
