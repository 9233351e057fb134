/**
 * The host's kernel as the gateway of a network inside this process: an interface of its own, rules of its firewall, and its
 * leave to pass packets on. It needs rights.
 */
@NullMarked
package io.hv.kvm.net.gateway;

import org.jspecify.annotations.NullMarked;
