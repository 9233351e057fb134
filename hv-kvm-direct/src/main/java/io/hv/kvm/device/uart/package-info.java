/** The serial port. */
@NullMarked
package io.hv.kvm.device.uart;

import org.jspecify.annotations.NullMarked;
