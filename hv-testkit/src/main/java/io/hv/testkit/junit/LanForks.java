package io.hv.testkit.junit;

import io.hv.Feature;
import io.hv.Host;
import io.hv.Support;
import io.hv.TransientDomain;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Machines of tests with cards on their networks: forks of a golden one, with cards of their own. Where its guest does not
 * take them, or nobody can say whether it has, each is booted, and the log says why, once. Safe for any thread.
 */
final class LanForks {

    private static final System.Logger LOG = System.getLogger("io.hv.testkit");

    private final Host host;
    private final GoldenMachine golden;
    private final Gold gold;
    // Under this object's monitor.
    private boolean booting;

    LanForks(Host host, GoldenMachine golden, Gold gold) {
        this.host = host;
        this.golden = golden;
        this.gold = gold;
    }

    /** One for a test, running and ready, on the test's networks; the caller closes it. */
    TransientDomain fresh(Cabling cabling) {
        return forked(cabling).orElseGet(() -> booted(cabling));
    }

    private Optional<TransientDomain> forked(Cabling cabling) {
        if (isBooting()) {
            return Optional.empty();
        }
        Optional<Duration> patience = golden.patienceWithAgent();
        Optional<String> obstacle = obstacle(patience);
        if (obstacle.isPresent()) {
            boot(obstacle.get());
            return Optional.empty();
        }
        TransientDomain machine;
        try {
            machine = gold.fresh(golden, cabling);
        } catch (NotGoldenException e) {
            // It may need somebody who is on the test's network, or such a network can be had once only.
            boot("it does not become ready on a network of its own: " + e.getMessage());
            return Optional.empty();
        }
        try {
            exchange(machine, cabling, patience.orElseThrow());
            return Optional.of(machine);
        } catch (NoFreshCardsException e) {
            // Said first: it may stay on the test's network, which is another failure.
            boot(String.valueOf(e.getMessage()));
            machine.close();
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            Closing.after(e, machine);
            throw e;
        }
    }

    private void exchange(TransientDomain machine, Cabling cabling, Duration patience) {
        if (machine.lineage().isEmpty()) {
            // It was booted, as it cannot be forked: its cards are its own.
            golden.join(machine);
            return;
        }
        FreshCards cards = FreshCards.plug(machine, golden, cabling.names().values(), patience);
        golden.join(machine);
        cards.awaitAddresses();
    }

    /** What can be told before it is tried. */
    private Optional<String> obstacle(Optional<Duration> patience) {
        if (patience.isEmpty()) {
            return Optional.of("no agent tells whether its guest takes other network cards, see Readiness.agent()");
        }
        for (Feature feature : List.of(Feature.CLONE_LIVE, Feature.HOT_PLUG)) {
            Support support = host.supports(feature);
            if (!support.isSupported()) {
                return Optional.of("the host does not support " + feature + ": " + support);
            }
        }
        return Optional.empty();
    }

    private TransientDomain booted(Cabling cabling) {
        Boots boots = new Boots(host, golden.on(cabling.names()));
        TransientDomain machine = MachineNames.next(host, golden, boots::boot);
        try {
            golden.join(machine);
            return machine;
        } catch (RuntimeException | Error e) {
            Closing.after(e, machine);
            throw e;
        }
    }

    private synchronized boolean isBooting() {
        return booting;
    }

    private synchronized void boot(String why) {
        if (!booting) {
            booting = true;
            LOG.log(
                    Level.INFO,
                    "''{0}'' is booted for each test with a @Lan on {1}, not forked: {2}",
                    golden.spec().name(),
                    host.uri(),
                    // What is below is evidence, which the machines that are booted have too.
                    why.lines().findFirst().orElse(why));
        }
    }
}
