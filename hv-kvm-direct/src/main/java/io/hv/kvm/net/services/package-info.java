/** The host's own station on a network: what answers ARP, ping, DHCP, DNS and IPv6's neighbours there. Frames in, frames out. */
@NullMarked
package io.hv.kvm.net.services;

import org.jspecify.annotations.NullMarked;
