/** The port by which a guest's kernel says that it has panicked. */
@NullMarked
package io.hv.kvm.device.panic;

import org.jspecify.annotations.NullMarked;
