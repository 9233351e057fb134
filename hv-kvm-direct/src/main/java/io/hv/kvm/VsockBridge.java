package io.hv.kvm;

/**
 * A listener whose connections go on elsewhere, see {@link Vsock#bridgeToGuest} and {@link Vsock#bridgeToHost}. Each is carried
 * both ways by daemon threads, and half-closed as its ends are. Connections that come while this process has no descriptor left
 * wait until it has. It ends with the run. Safe for any thread.
 */
public interface VsockBridge extends AutoCloseable {

    /** How many connections go through it now. */
    int connections();

    /** Listens no more, and closes all its connections. Idempotent. */
    @Override
    void close();
}
