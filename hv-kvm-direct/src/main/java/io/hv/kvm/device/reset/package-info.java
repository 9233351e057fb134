/** What the ports have in common by which a guest resets its machine. */
@NullMarked
package io.hv.kvm.device.reset;

import org.jspecify.annotations.NullMarked;
