package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.Feature;
import java.util.UUID;

/**
 * Starts machines. Where the driver has consoles, a machine is made paused, its console is opened, and then it runs: so
 * the first byte that the guest prints is never lost. A machine that lacks a serial line is started plainly.
 */
final class Startup {

    private final SharedConnection shared;

    Startup(SharedConnection shared) {
        this.shared = shared;
    }

    /** Starts a defined domain. */
    void start(DomainRef domain, boolean paused) throws LibvirtFailure {
        if (!hasConsoles() || !DomainXmlReader.hasSerialConsole(domain.xml(LibvirtCalls.XML_INACTIVE))) {
            domain.start(flags(paused));
            return;
        }
        UUID uuid = domain.uuid();
        shared.starts().begin(uuid, Starts.Kind.BOOT, paused);
        try {
            firstStep(uuid, () -> {
                domain.start(LibvirtCalls.START_PAUSED);
                return domain;
            });
            secondStep(domain, paused, this::attach);
        } finally {
            shared.starts().end(uuid);
        }
    }

    /** Makes a transient domain, of XML that hv wrote. */
    DomainRef create(UUID uuid, String xml, boolean paused) throws LibvirtFailure {
        int owned = shared.driver().inProcess() ? 0 : LibvirtCalls.START_AUTODESTROY;
        if (!hasConsoles()) {
            return shared.domains().create(xml, owned | flags(paused));
        }
        return inTwoSteps(
                uuid,
                Starts.Kind.BOOT,
                paused,
                () -> shared.domains().create(xml, owned | LibvirtCalls.START_PAUSED),
                this::attach);
    }

    /** Lets a machine go on from a file that {@link SavedMachineFile} knows. */
    DomainRef restore(SavedMachineFile saved) throws LibvirtFailure {
        ConnectionDomains domains = shared.domains();
        if (!saved.isKnownHow()) {
            return domains.restore(saved.uuid(), saved.file().path(), 0);
        }
        return inTwoSteps(
                saved.uuid(),
                Starts.Kind.RESTORE,
                !saved.isRunning(),
                () -> domains.restore(saved.uuid(), saved.file().path(), LibvirtCalls.SAVE_PAUSED),
                made -> {
                    saved.forgetIn(made);
                    if (saved.hasSerialConsole()) {
                        attach(made);
                    }
                });
    }

    /** Puts a domain back to a snapshot, which is of a machine that may have been another than it is defined as now. */
    void revert(DomainRef domain, SnapshotRef snapshot, SnapshotXml target) throws LibvirtFailure {
        boolean paused = target.state() == DomainState.PAUSED;
        boolean isOfMachine = paused || target.state() == DomainState.RUNNING;
        if (!isOfMachine || !hasConsoles() || !hasSerialConsole(domain, target)) {
            snapshot.revert(0);
            return;
        }
        UUID uuid = domain.uuid();
        shared.starts().begin(uuid, Starts.Kind.REVERT, paused);
        try {
            firstStep(uuid, () -> {
                snapshot.revert(LibvirtCalls.REVERT_PAUSED);
                return domain;
            });
            secondStep(domain, paused, this::attach);
        } finally {
            shared.starts().end(uuid);
        }
    }

    private static boolean hasSerialConsole(DomainRef domain, SnapshotXml target) throws LibvirtFailure {
        return target.hasSerialConsole().isPresent()
                ? target.hasSerialConsole().get()
                : DomainXmlReader.hasSerialConsole(domain.xml(LibvirtCalls.XML_INACTIVE));
    }

    private DomainRef inTwoSteps(UUID uuid, Starts.Kind kind, boolean paused, Maker maker, Between between)
            throws LibvirtFailure {
        shared.starts().begin(uuid, kind, paused);
        try {
            DomainRef made = firstStep(uuid, maker);
            try {
                secondStep(made, paused, between);
                return made;
            } catch (LibvirtFailure | RuntimeException e) {
                made.close();
                throw e;
            }
        } finally {
            shared.starts().end(uuid);
        }
    }

    /** What is done before it runs. */
    private interface Between {
        void of(DomainRef made) throws LibvirtFailure;
    }

    private void attach(DomainRef made) throws LibvirtFailure {
        shared.consoles().of(made.uuid(), made.name()).attach(shared.connection(), made);
    }

    /** Makes a paused machine. */
    private interface Maker {
        DomainRef make() throws LibvirtFailure;
    }

    private DomainRef firstStep(UUID uuid, Maker maker) throws LibvirtFailure {
        try {
            return maker.make();
        } catch (LibvirtFailure | RuntimeException e) {
            shared.starts().abandon(uuid);
            throw e;
        }
    }

    private boolean hasConsoles() {
        return shared.driver().features().supports(Feature.CONSOLE).isSupported();
    }

    private static int flags(boolean paused) {
        return paused ? LibvirtCalls.START_PAUSED : 0;
    }

    /** If it fails, the machine goes: a start that has failed leaves nothing running. */
    private void secondStep(DomainRef domain, boolean paused, Between between) throws LibvirtFailure {
        try {
            between.of(domain);
            if (!paused) {
                domain.resume();
            }
        } catch (LibvirtFailure | RuntimeException e) {
            try {
                domain.destroy();
            } catch (LibvirtFailure gone) {
                e.addSuppressed(gone);
            }
            throw e;
        }
    }
}
