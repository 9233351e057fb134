/** The keyboard controller, which a PC is reset by, and port 92h, the faster way to do the same. */
@NullMarked
package io.hv.kvm.device.i8042;

import org.jspecify.annotations.NullMarked;
