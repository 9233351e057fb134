/** A watchdog timer. */
@NullMarked
package io.hv.kvm.device.watchdog;

import org.jspecify.annotations.NullMarked;
