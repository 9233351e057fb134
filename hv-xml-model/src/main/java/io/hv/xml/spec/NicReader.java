package io.hv.xml.spec;

import io.hv.DomainSpec;
import io.hv.InvalidSpecException;
import io.hv.MacAddress;
import io.hv.NicModel;
import io.hv.NicSpec;
import io.hv.xml.wire.domain.Devices;
import io.hv.xml.wire.domain.Interface;
import io.hv.xml.wire.domain.InterfaceSource;
import io.hv.xml.wire.domain.Link;
import io.hv.xml.wire.domain.Mac;
import io.hv.xml.wire.domain.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a document the network cards that the neutral spec can say: those on a network by name, and those in user mode,
 * whose models and addresses are of its form.
 */
final class NicReader {

    /** Which libvirt takes on a PC where none is said. */
    private static final NicModel USUAL = new NicModel("rtl8139");

    private NicReader() {}

    /** Each with its element, in the order of the document. */
    static Map<Interface, NicSpec> read(Devices devices) {
        Map<Interface, NicSpec> nics = new LinkedHashMap<>();
        for (Interface each : devices.all(Interface.class)) {
            say(each).ifPresent(spec -> {
                if (canStandBeside(nics, spec)) {
                    nics.put(each, spec);
                }
            });
        }
        return nics;
    }

    private static boolean canStandBeside(Map<Interface, NicSpec> nics, NicSpec fresh) {
        List<NicSpec> all = new ArrayList<>(nics.values());
        all.add(fresh);
        try {
            DomainSpec unused = DomainSpec.named("nics").nics(all).build();
            return true;
        } catch (InvalidSpecException e) {
            return false;
        }
    }

    private static Optional<NicSpec> say(Interface nic) {
        return connection(nic).flatMap(spec -> {
            try {
                return Optional.of(say(nic, spec));
            } catch (IllegalArgumentException beyondTheSpec) {
                // An address or a model in words that the neutral spec has not: it is left out, as a device of the
                // host's is.
                return Optional.empty();
            }
        });
    }

    private static Optional<NicSpec> connection(Interface nic) {
        if ("user".equals(nic.type)) {
            return Optional.of(NicSpec.userMode());
        }
        @Nullable
        String network =
                nic.first(InterfaceSource.class).map(source -> source.network).orElse(null);
        return "network".equals(nic.type) && network != null ? Optional.of(NicSpec.on(network)) : Optional.empty();
    }

    private static NicSpec say(Interface nic, NicSpec connection) {
        NicSpec spec = connection
                .model(nic.first(Model.class)
                        .map(model -> model.type)
                        .map(NicModel::new)
                        .orElse(USUAL))
                .link(nic.first(Link.class)
                        .filter(link -> "down".equals(link.state))
                        .isEmpty());
        Optional<String> mac = nic.first(Mac.class).map(each -> each.address);
        return mac.isPresent() ? spec.mac(MacAddress.parse(mac.get())) : spec;
    }
}
