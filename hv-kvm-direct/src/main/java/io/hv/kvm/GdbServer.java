package io.hv.kvm;

import java.net.SocketAddress;

/**
 * Waits for gdb, from {@link KvmDomain#gdb}, for as long as this run of the domain lasts. Whoever reaches its address owns
 * the guest: it reads and writes all of its memory. Safe for any thread.
 *
 * <p>When gdb connects, the domain is {@link io.hv.DomainState#PAUSED} with the reason
 * {@link io.hv.StateReason#DEBUGGER} until gdb lets it go on; single steps do not change that. A guest that crashes while
 * gdb is connected can be looked at before it is gone. When gdb detaches or its connection breaks, its breakpoints are
 * taken out and the guest runs.
 */
public interface GdbServer extends AutoCloseable {

    /** Where it listens, for {@code target remote}. */
    SocketAddress address();

    /** Sends gdb away, as if it had detached, and listens no more. Idempotent. */
    @Override
    void close();
}
