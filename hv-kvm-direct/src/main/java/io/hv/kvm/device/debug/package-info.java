/** Ports by which a guest talks to whoever tests it: POST codes, a console of one port, the end of a run. */
@NullMarked
package io.hv.kvm.device.debug;

import org.jspecify.annotations.NullMarked;
