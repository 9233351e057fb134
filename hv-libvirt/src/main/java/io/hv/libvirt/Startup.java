package io.hv.libvirt;

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
        shared.starts().begin(uuid, paused);
        try {
            firstStep(uuid, () -> {
                domain.start(LibvirtCalls.START_PAUSED);
                return domain;
            });
            secondStep(domain, paused);
        } finally {
            shared.starts().end(uuid);
        }
    }

    /** Makes a transient domain, of XML that hv wrote. */
    DomainRef create(UUID uuid, String xml, boolean paused) throws LibvirtFailure {
        int owned = shared.driver().inProcess() ? 0 : LibvirtCalls.START_AUTODESTROY;
        if (!hasConsoles()) {
            return shared.connection().create(xml, owned | flags(paused));
        }
        shared.starts().begin(uuid, paused);
        try {
            DomainRef made = firstStep(uuid, () -> shared.connection().create(xml, owned | LibvirtCalls.START_PAUSED));
            try {
                secondStep(made, paused);
                return made;
            } catch (LibvirtFailure | RuntimeException e) {
                made.close();
                throw e;
            }
        } finally {
            shared.starts().end(uuid);
        }
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
    private void secondStep(DomainRef domain, boolean paused) throws LibvirtFailure {
        try {
            shared.consoles().of(domain.uuid(), domain.name()).attach(shared.connection(), domain);
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
