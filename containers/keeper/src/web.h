/* The world's web server: one process for the internet and all hosts, with a socket in the namespace of each. */
#ifndef WEB_H
#define WEB_H

#include "host.h"
#include "topology.h"

/*
 * Starts it; hosts are in the topology's order. It lives in the internet's namespace, and answers once that has its links. Needs
 * SYS_ADMIN and NET_BIND_SERVICE. Exits when it fails; when the server itself does, the internet finds that it does not answer.
 */
void web_start(const struct station *internet, const struct station hosts[], const struct topology *topology);

#endif
