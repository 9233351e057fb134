package io.hv.testkit.junit;

import io.hv.CloneSpec;
import io.hv.ClosedException;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import io.hv.TransientDomain;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One golden machine on one host: made when the first test asks for it, once, while others wait. It is a template in a file
 * where that can be; else it stands still in this process; else there is none, and each test boots its own. Safe for any
 * thread.
 */
final class Gold implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.hv.testkit");

    /** So many digits tell names apart. */
    private static final int MARK = 8;

    private final Host host;
    private final GoldenMachine golden;
    private final GoldenLans lans;
    private final TemplateFolder folder;
    /** Of the template; nothing where it is not to be shared. */
    private final Optional<String> key;

    private final ReentrantLock making = new ReentrantLock();
    private @Nullable Source source;
    private @Nullable NotGoldenException failed;
    private @Nullable TransientDomain kept;

    Gold(Host host, GoldenMachine golden, List<NetworkSpec> lans, TemplateFolder folder, Optional<String> key) {
        this.host = host;
        this.golden = golden;
        this.lans = new GoldenLans(host, lans, key.orElseGet(Gold::some).substring(0, MARK));
        this.folder = folder;
        this.key = key;
    }

    /**
     * A machine for one test, running and ready; the caller closes it.
     *
     * @param asked for by a member: this one, or one that differs in its patience and in what is run when its cards are its own
     * @param cabling which of the test's networks it has cards on: the cards of a clone are the golden one's, so that nobody
     *     hears them
     * @throws NotGoldenException if there is no golden machine: it does not become ready, or its networks cannot be
     */
    TransientDomain fresh(GoldenMachine asked, Cabling cabling) {
        TransientDomain machine = made(asked, cabling);
        try {
            asked.meet(machine);
            return machine;
        } catch (RuntimeException | Error e) {
            Closing.after(e, machine);
            throw e;
        }
    }

    private TransientDomain made(GoldenMachine asked, Cabling cabling) {
        Source from = source(null, cabling);
        try {
            return named(from, asked, cabling);
        } catch (ClosedException | InterruptedOperationException e) {
            throw e;
        } catch (HypervisorException e) {
            if (!(from instanceof Source.Template)) {
                throw e;
            }
            // Somebody may have removed the file since it was tried out.
            try {
                return named(source(from, cabling), asked, cabling);
            } catch (HypervisorException | NotGoldenException again) {
                again.addSuppressed(e);
                throw again;
            }
        }
    }

    private TransientDomain named(Source from, GoldenMachine asked, Cabling cabling) {
        return MachineNames.next(host, asked, name -> from.fresh(asked, name, cabling));
    }

    /**
     * Where machines come from.
     *
     * @param bad what has failed meanwhile, and is made anew
     * @param cabling where it may be tried out
     */
    private Source source(@Nullable Source bad, Cabling cabling) {
        try {
            making.lockInterruptibly();
        } catch (InterruptedException e) {
            throw new InterruptedOperationException(
                    "waiting for the golden machine '" + golden.spec().name() + "'");
        }
        try {
            if (failed != null) {
                throw failed.again();
            }
            if (source == null || source == bad) {
                source = make(cabling);
            }
            return source;
        } catch (NotGoldenException e) {
            failed = e;
            throw e;
        } finally {
            making.unlock();
        }
    }

    private Source make(Cabling cabling) {
        if (key.isPresent() && host.supports(Feature.SAVE).isSupported()) {
            String of = key.get();
            try {
                return folder.locked(of, () -> template(of, cabling));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "no templates: their folder cannot be used: {0}", e);
            }
        }
        return host.supports(Feature.CLONE_LIVE).isSupported() ? keep(bootGolden()) : bootEach("it cannot clone");
    }

    private Source template(String of, Cabling cabling) {
        HostPath file = folder.file(of);
        Source.Template template = new Source.Template(host, file, lans);
        // First: the time of its last change is what the host knows it by, once it has read it.
        used(of);
        if (!isUsable(template, cabling)) {
            TransientDomain booted = bootGolden();
            try {
                // The file appears when it is complete, in the place of another: whoever runs on that one runs on.
                HostPath unused = booted.save(file).await();
                lans.close();
                used(of);
            } catch (ClosedException | InterruptedOperationException e) {
                Closing.after(e, booted, lans);
                throw e;
            } catch (HypervisorException e) {
                LOG.log(
                        Level.WARNING,
                        "no template of ''{0}'': {1}",
                        golden.spec().name(),
                        e.getMessage());
                return unsaved(booted);
            } catch (RuntimeException | Error e) {
                Closing.after(e, booted, lans);
                throw e;
            }
        }
        return template;
    }

    private void used(String of) {
        try {
            folder.used(of);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "old templates could not be removed: {0}", e);
        }
    }

    private boolean isUsable(Source.Template template, Cabling cabling) {
        try {
            template.tryOut(golden.spec().name() + "-trial-" + some(), cabling);
            return true;
        } catch (ClosedException | InterruptedOperationException e) {
            throw e;
        } catch (NotFoundException e) {
            return false;
        } catch (HypervisorException e) {
            LOG.log(
                    Level.WARNING,
                    "the template of ''{0}'' is made anew, it cannot be used: {1}",
                    golden.spec().name(),
                    e.getMessage());
            return false;
        }
    }

    private Source unsaved(TransientDomain booted) {
        if (host.supports(Feature.CLONE_LIVE).isSupported()) {
            return keep(booted);
        }
        closed(booted);
        return bootEach("it cannot save this one, nor clone");
    }

    /** It stands still, so that all clones are of one moment. */
    private Source keep(TransientDomain booted) {
        List<SpecFault> obstacles;
        try {
            obstacles = booted.plan(CloneSpec.live()).obstacles();
            if (obstacles.isEmpty() && host.supports(Feature.SUSPEND).isSupported()) {
                booted.suspend();
            }
        } catch (RuntimeException | Error e) {
            Closing.after(e, booted, lans);
            throw e;
        }
        if (obstacles.isEmpty()) {
            kept = booted;
            return new Source.Kept(booted, lans);
        }
        closed(booted);
        return bootEach("it cannot be cloned: "
                + obstacles.stream().map(SpecFault::toString).collect(Collectors.joining("; ")));
    }

    private Source bootEach(String why) {
        LOG.log(
                Level.INFO,
                "''{0}'' is booted for each test on {1}: {2}",
                golden.spec().name(),
                host.uri(),
                why);
        return new Source.Booted(host);
    }

    private TransientDomain bootGolden() {
        startLans();
        try {
            return new Boots(host, golden.on(lans.names())).boot(golden.spec().name() + "-golden-" + some());
        } catch (RuntimeException | Error e) {
            Closing.after(e, lans);
            throw e;
        }
    }

    private void startLans() {
        try {
            lans.start();
        } catch (ClosedException | InterruptedOperationException e) {
            throw e;
        } catch (HypervisorException e) {
            throw new NotGoldenException(golden.spec().name(), e, Map.of());
        }
    }

    private void closed(TransientDomain booted) {
        Closing.all(List.of(booted, lans));
    }

    private static String some() {
        return UUID.randomUUID().toString().substring(0, MARK);
    }

    @Override
    public void close() {
        making.lock();
        try {
            Closing.all(kept == null ? List.of(lans) : List.of(kept, lans));
        } finally {
            making.unlock();
        }
    }
}
