/**
 * The kernel's interface to virtual machines (Linux, Documentation/virt/kvm/api.rst): the three kinds of file it has, its
 * structures as layouts over byte buffers, and the state of what lives in the kernel as immutable records.
 *
 * <p>Calls throw {@link io.hv.nativeaccess.NativeException}.
 */
@NullMarked
package io.hv.kvm.ioctl;

import org.jspecify.annotations.NullMarked;
