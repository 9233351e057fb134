/**
 * What this host's KVM really runs. A KVM may answer its whole interface and still not execute what operating systems
 * are made of: one without the processor's virtualization interprets the guest's kernel. Tiny guests find out.
 */
@NullMarked
package io.hv.kvm.probe;

import org.jspecify.annotations.NullMarked;
