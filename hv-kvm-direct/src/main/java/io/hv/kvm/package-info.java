/**
 * What the direct KVM backend can do beyond the neutral API: options that a {@link io.hv.DomainSpec} carries, and its own
 * view of a domain.
 */
@NullMarked
package io.hv.kvm;

import org.jspecify.annotations.NullMarked;
