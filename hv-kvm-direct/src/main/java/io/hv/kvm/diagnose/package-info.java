/** What there is to say about this machine before, and without, a guest: each finding with a remedy. */
@NullMarked
package io.hv.kvm.diagnose;

import org.jspecify.annotations.NullMarked;
