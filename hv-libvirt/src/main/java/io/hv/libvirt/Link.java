package io.hv.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.Libvirt.VirConnectCloseFunc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of libvirt's, from its opening to its end, which a {@link Connection} follows by another where it was not
 * asked for. What is not said to be for any thread is for that, under its lock.
 */
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    /** Seconds without a word, after which a daemon is asked whether it is there. */
    private static final int KEEP_ALIVE_SECONDS = 5;
    /** So many unanswered questions are one too few. */
    private static final int KEEP_ALIVE_COUNT = 6;

    private static final String[] REASONS = {"an error of the line", "the daemon ended", "the daemon does not answer"};

    private final LibvirtCalls calls;
    private final EventLoop loop;
    private final ConnectionPointer pointer;
    /** libvirt keeps only the addresses, so the collector must not have them. */
    private final VirConnectCloseFunc closed;

    private final KnownDomains domains = new KnownDomains();

    /** Each ends a registration. */
    private final List<Runnable> endings = new ArrayList<>();
    /** Under the lock of its connection. */
    private int leases;

    private boolean retired;
    private @Nullable String ended;

    private Link(LibvirtCalls calls, EventLoop loop, ConnectionPointer pointer, BiConsumer<Link, String> lost) {
        this.calls = calls;
        this.loop = loop;
        this.pointer = pointer;
        // libvirt holds locks of its own meanwhile: nothing of it may be called there.
        this.closed = (same, reason, opaque) -> lost.accept(this, reason(reason));
    }

    private static String reason(int number) {
        return number >= 0 && number < REASONS.length ? REASONS[number] : "reason " + number;
    }

    /**
     * Connects.
     *
     * @param lost is told once, on any thread, when it has ended by itself, with the reason; must not wait
     */
    static Link open(LibvirtRuntime runtime, String uri, BiConsumer<Link, String> lost) throws LibvirtFailure {
        LibvirtCalls calls = runtime.calls();
        ConnectionPointer pointer = LibvirtFailure.present(calls, calls.virConnectOpen(uri), "virConnectOpen");
        Link link = new Link(calls, runtime.loop(), pointer, lost);
        if (calls.virConnectRegisterCloseCallback(pointer, link.closed, null, null) < 0) {
            LibvirtFailure failure = LibvirtFailure.last(calls, "virConnectRegisterCloseCallback");
            calls.virConnectClose(pointer);
            throw failure;
        }
        try {
            link.keepAlive();
            return link;
        } catch (LibvirtFailure e) {
            link.end();
            throw e;
        }
    }

    /** A driver in this process has no such, and a daemon that is too old has not, which is no fault. */
    private void keepAlive() throws LibvirtFailure {
        if (calls.virConnectSetKeepAlive(pointer, KEEP_ALIVE_SECONDS, KEEP_ALIVE_COUNT) < 0) {
            LibvirtFailure failure = LibvirtFailure.last(calls, "virConnectSetKeepAlive");
            if (failure.number() != ErrorNumber.VIR_ERR_NO_SUPPORT) {
                throw failure;
            }
        }
    }

    /** libvirt's pointer, good while a lease is held. */
    ConnectionPointer pointer() {
        return pointer;
    }

    /** Its domains that were asked for. For any thread. */
    KnownDomains domains() {
        return domains;
    }

    /** Has libvirt tell of events, until this ends. Once at most. */
    void listen(List<Registration> registrations) throws LibvirtFailure {
        for (Registration each : registrations) {
            int number = each.beginning().begin(pointer);
            if (number >= 0) {
                endings.add(() -> each.ending().end(pointer, number));
                continue;
            }
            LibvirtFailure failure = LibvirtFailure.last(calls, each.function());
            if (!each.isOptional()) {
                throw failure;
            }
            if (failure.isUnsupported()) {
                LOG.debug("not told of by this driver", failure);
            } else {
                LOG.warn("events are missing: {}", failure.getMessage());
            }
        }
    }

    /** It has ended by itself. */
    void ended(String why) {
        ended = why;
    }

    /** Why it has ended by itself; null if it has not. */
    @Nullable
    String whyEnded() {
        return ended;
    }

    void lease() {
        leases++;
    }

    /** Returns whether it is to be ended now. */
    boolean giveBack() {
        leases--;
        return retired && leases == 0;
    }

    /** It is not used any more. Returns whether it is to be ended now; otherwise the last lease's end says so. */
    boolean retire() {
        retired = true;
        return leases == 0;
    }

    /** Closes it, once, when nobody holds a lease any more. Not from within a callback of libvirt's. */
    void end() {
        domains.end();
        // On the loop's thread, as only there nothing is being delivered that would keep the connection open.
        loop.run(() -> {
            endings.forEach(Runnable::run);
            calls.virConnectUnregisterCloseCallback(pointer, closed);
        });
        calls.virConnectClose(pointer);
    }
}
