/** The way from a network inside this process to a bridge of the host's, by a tap device, which needs rights. */
@NullMarked
package io.hv.kvm.net.tap;

import org.jspecify.annotations.NullMarked;
