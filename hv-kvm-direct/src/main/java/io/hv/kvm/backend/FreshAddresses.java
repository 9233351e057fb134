package io.hv.kvm.backend;

import io.hv.Domain;
import io.hv.MacAddress;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gives a running guest other network cards in the place of those that it has. */
final class FreshAddresses {

    private FreshAddresses() {}

    /**
     * One card after another: out, when the guest has let go of it, and in again with an address of its own.
     *
     * @param timeout for all of them
     * @return the addresses of the new cards, in the order of those that they are in place of
     */
    static List<MacAddress> of(Domain domain, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        List<MacAddress> fresh = new ArrayList<>();
        for (Nic nic : domain.nics()) {
            // A card in user mode is on no network that another machine's could be on.
            if (nic.spec().network().isPresent()) {
                NicSpec was = nic.detach().await(left(end, nic));
                fresh.add(domain.attach(was.anyMac()).mac());
            }
        }
        return List.copyOf(fresh);
    }

    private static Duration left(long end, Nic nic) {
        long nanos = end - System.nanoTime();
        if (nanos <= 0) {
            throw new OperationTimeoutException("the time for fresh addresses was over at " + nic, "give it more", "");
        }
        return Duration.ofNanos(nanos);
    }
}
