package io.hv.kvm;

/**
 * A listener whose connections go on elsewhere, see {@link Vsock#bridgeToGuest} and {@link Vsock#bridgeToHost}. Each is carried
 * both ways by daemon threads, and half-closed as its ends are. Connections to the guest that come while this process has no
 * descriptor left wait until it has; those from the guest are closed then, as they are where nobody listens at the socket, and the
 * log ({@code io.hv.kvm.vsock}) warns of the first in a row. It ends with the run. Safe for any thread.
 */
public interface VsockBridge extends AutoCloseable {

    /** How many connections go through it now. */
    int connections();

    /** Listens no more, and closes all its connections. Idempotent. */
    @Override
    void close();
}
