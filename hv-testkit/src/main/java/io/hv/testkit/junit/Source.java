package io.hv.testkit.junit;

import io.hv.Clones;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InterruptedOperationException;
import io.hv.Job;
import io.hv.TransientDomain;

/** Where the machines of tests come from. Safe for any thread. */
sealed interface Source {

    /**
     * One more, running; its cards are where the test has them, and those of a clone are the golden one's.
     *
     * @param asked for by a member; others may have the same, and wait longer for it
     */
    TransientDomain fresh(GoldenMachine asked, String name, Cabling cabling);

    /** Clones of a machine in a file. */
    record Template(Host host, HostPath file, GoldenLans lans) implements Source {
        @Override
        public TransientDomain fresh(GoldenMachine asked, String name, Cabling cabling) {
            return only(made(host.restore(file, lans.clone(name, cabling))));
        }

        /** Whether it can go on here: it is tried. */
        void tryOut(String name, Cabling cabling) {
            try (Clones clones =
                    made(host.restore(file, lans.clone(name, cabling).paused()))) {
                TransientDomain unused = only(clones);
            }
        }
    }

    /** Clones of a machine that stands still in this process. */
    record Kept(Domain golden, GoldenLans lans) implements Source {
        @Override
        public TransientDomain fresh(GoldenMachine asked, String name, Cabling cabling) {
            TransientDomain clone = only(made(golden.cloneAs(lans.clone(name, cabling))));
            try {
                if (clone.state() == DomainState.PAUSED) {
                    clone.resume();
                }
                return clone;
            } catch (RuntimeException | Error e) {
                Closing.after(e, clone);
                throw e;
            }
        }
    }

    /** Machines that are booted one by one. */
    record Booted(Host host) implements Source {
        @Override
        public TransientDomain fresh(GoldenMachine asked, String name, Cabling cabling) {
            return new Boots(host, asked.on(cabling.names())).boot(name);
        }
    }

    /** Clones; a test that is interrupted wants none, and nobody would own them. */
    private static Clones made(Job<Clones> job) {
        try {
            return job.await();
        } catch (InterruptedOperationException e) {
            boolean unused = job.cancel();
            throw e;
        }
    }

    private static TransientDomain only(Clones clones) {
        return clones.domains().get(0);
    }
}
