package io.hv.libvirt;

import io.hv.Domain;
import io.hv.Feature;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.PlugFlag;
import java.util.List;
import org.w3c.dom.Element;

/** A network card by its address, through one handle of its domain; every call looks it up anew. */
final class NicHandle implements Nic {

    private final DomainHandle domain;
    private final MacAddress mac;

    NicHandle(DomainHandle domain, MacAddress mac) {
        this.domain = domain;
        this.mac = mac;
    }

    /** All of a domain that have an address. */
    static List<Nic> all(DomainHandle domain) {
        return domain.documents().present().nics().stream()
                .flatMap(nic -> nic.mac().stream())
                .<Nic>map(mac -> new NicHandle(domain, mac))
                .toList();
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
        return domain.documents().present().nics().stream()
                .filter(nic -> nic.mac().filter(mac::equals).isPresent())
                .findFirst()
                .orElseThrow(this::gone);
    }

    private NotFoundException gone() {
        return new NotFoundException(this + " is not there any more", "look at its nics() again");
    }

    @Override
    public void link(boolean up) {
        boolean unused = domain.transitions().whileActive("changing the link of " + this, Feature.NIC_LINK, ref -> {
            Element device = Devices.Named.nic(mac).in(ref.xml(0)).orElseThrow(this::gone);
            ref.update(Devices.withLink(device, up));
            return up;
        });
    }

    @Override
    public Job<NicSpec> detach(PlugFlag... flags) {
        return Unplugging.start(domain, Devices.Named.nic(mac), this::spec, flags);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NicHandle that && mac.equals(that.mac) && domain.equals(that.domain);
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
