/**
 * A vCPU and its thread: the run loop, what it does at an exit, how it is stopped at any moment, and what CPUID tells it.
 */
@NullMarked
package io.hv.kvm.vcpu;

import org.jspecify.annotations.NullMarked;
