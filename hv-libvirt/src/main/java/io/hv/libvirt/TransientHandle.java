package io.hv.libvirt;

import io.hv.Console;
import io.hv.DomainSpec;
import io.hv.DomainStatus;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.TransientDomain;

/** The handle of whoever created a transient domain: it still answers when the domain is gone. */
final class TransientHandle extends DomainHandle implements TransientDomain {

    private final DomainSpec spec;
    private final TransientEnd end;
    private final DomainConsole console;

    TransientHandle(HostHandle host, DomainRef ref, DomainSpec spec, TransientEnd end) {
        super(host, ref);
        this.spec = spec;
        this.end = end;
        this.console = host.shared().consoles().of(ref.uuid(), ref.name());
    }

    @Override
    public DomainSpec spec() {
        host().checkOpen();
        return spec;
    }

    @Override
    public boolean isPersistent() {
        host().checkOpen();
        return false;
    }

    /** It answers for what was. */
    @Override
    void requireKnown() {
        host().checkOpen();
    }

    @Override
    public DomainStatus status() {
        try {
            return super.status();
        } catch (NotFoundException gone) {
            return end.status();
        }
    }

    /** The console of a domain that is gone still has what was printed. */
    @Override
    public Console console() {
        try {
            return super.console();
        } catch (NotFoundException gone) {
            return console::open;
        }
    }

    @Override
    DomainConsole itsConsole() {
        return console;
    }

    @Override
    void attach(DomainConsole own) {
        try {
            super.attach(own);
        } catch (NotFoundException gone) {
            // There is nothing to connect with, and nothing to come.
        }
    }

    void whenEnded(Runnable action) {
        end.whenKnown(action);
    }

    /** Destroys it if it is active; also while its host is being closed. */
    void end() {
        if (end.isKnown()) {
            // It may have been restored from a file since, which is another's.
            return;
        }
        try {
            transitions().destroyToClose();
        } catch (NotFoundException | InvalidStateException ended) {
            // It ended by itself, or with its host, which is as good.
        }
    }

    @Override
    public void close() {
        end();
    }
}
