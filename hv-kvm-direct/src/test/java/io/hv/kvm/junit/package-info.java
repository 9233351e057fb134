/** The JUnit extension of hv-testkit on {@code kvm:///}. */
@org.jspecify.annotations.NullMarked
package io.hv.kvm.junit;
