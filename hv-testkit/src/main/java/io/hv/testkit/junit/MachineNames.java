package io.hv.testkit.junit;

import io.hv.AlreadyExistsException;
import io.hv.Host;
import io.hv.TransientDomain;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Names for machines of tests: the golden one's and a number. */
final class MachineNames {

    /** They are counted over all golden ones, so that two of one name do not meet. */
    private static final AtomicInteger MACHINES = new AtomicInteger();

    private static final int ATTEMPTS = 1000;

    private MachineNames() {}

    /** One more machine, by a name that is free. */
    static TransientDomain next(Host host, GoldenMachine golden, Function<String, TransientDomain> from) {
        String stem = golden.spec().name().replace("%", "_");
        AlreadyExistsException taken = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return from.apply(stem + "-" + MACHINES.incrementAndGet());
            } catch (AlreadyExistsException e) {
                taken = e;
            }
        }
        throw new IllegalStateException("no name for a machine is free on " + host.uri(), taken);
    }
}
