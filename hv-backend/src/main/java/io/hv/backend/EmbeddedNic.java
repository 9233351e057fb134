package io.hv.backend;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.PlugFlag;
import java.util.List;

/** A network card of an {@link EmbeddedDomain}. */
final class EmbeddedNic implements Nic {

    private final EmbeddedDomain domain;
    private final MacAddress mac;

    EmbeddedNic(EmbeddedDomain domain, MacAddress mac) {
        this.domain = domain;
        this.mac = mac;
    }

    /** A spec whose cards all have addresses: those that are made up are no other card's of it. */
    static DomainSpec addressed(DomainSpec spec) {
        boolean complete = spec.nics().stream().allMatch(nic -> nic.mac().isPresent());
        return complete
                ? spec
                : spec.edit(builder -> builder.nics(spec.nics().stream()
                        .map(nic -> nic.mac().isPresent() ? nic : nic.mac(MacAddress.random()))
                        .toList()));
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public MacAddress mac() {
        return mac;
    }

    @Override
    public NicSpec spec() {
        NicSpec defined = defined(domain.live());
        return domain.live()
                .look(
                        "looking at " + subject(),
                        machine -> machine.map(active -> defined.link(active.isLinkUp(mac)))
                                .orElse(defined));
    }

    private NicSpec defined(LiveDomain live) {
        List<NicSpec> all = live.present().nics();
        return all.stream()
                .filter(nic -> nic.mac().filter(mac::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        live.subject() + " has no card with the address " + mac + "; it has "
                                + all.stream()
                                        .flatMap(nic -> nic.mac().stream())
                                        .toList(),
                        "name one of its nics()"));
    }

    @Override
    public void link(boolean up) {
        LiveDomain live = domain.live();
        domain.factory().features().require(live.subject(), Feature.NIC_LINK);
        NicSpec unused = defined(live);
        Object unusedResult = live.change("a change of the cable of " + subject(), machine -> {
            machine.link(mac, up);
            return mac;
        });
    }

    @Override
    public Job<NicSpec> detach(PlugFlag... flags) {
        return Plugging.of(domain, flags).detach(this);
    }

    private String subject() {
        return "the network card " + mac;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmbeddedNic that && mac.equals(that.mac) && domain.equals(that.domain);
    }

    @Override
    public int hashCode() {
        return domain.hashCode() * 31 + mac.hashCode();
    }

    @Override
    public String toString() {
        return "network card " + mac + " of " + domain;
    }
}
