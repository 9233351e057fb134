/**
 * A machine from power-on to its end: what is set up in which order, and which call is legal when.
 *
 * <p>The order of set-up is KVM's: memory before interrupt controllers, these before vCPUs. The order of stopping is the
 * vCPUs, then the event loop; starting is the reverse. State is saved, restored and reset only while both stand still.
 */
@NullMarked
package io.hv.kvm.machine;

import org.jspecify.annotations.NullMarked;
