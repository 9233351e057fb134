package io.hv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with the network cards of a spec, whatever the host. */
final class NicCheck {

    private NicCheck() {}

    /** Every fault, in the order of the cards. */
    static List<SpecFault> faults(List<NicSpec> nics) {
        List<SpecFault> faults = new ArrayList<>();
        for (int i = 0; i < nics.size(); i++) {
            String path = "nics[" + i + "]";
            nics.get(i)
                    .network()
                    .flatMap(DomainName::check)
                    .ifPresent(fault -> faults.add(SpecFault.of(
                            path + ".network", fault.value(), fault.why(), "name one of the host's networks")));
            mac(nics, i).ifPresent(faults::add);
        }
        return faults;
    }

    private static Optional<SpecFault> mac(List<NicSpec> nics, int index) {
        MacAddress mac = nics.get(index).mac().orElse(null);
        if (mac == null) {
            return Optional.empty();
        }
        String path = "nics[" + index + "].mac";
        if (mac.isMulticast() || mac.bits() == 0) {
            return Optional.of(SpecFault.of(
                    path, mac.toString(), "it is no interface's own address", "use for example 52:54:00:12:34:56"));
        }
        return nics.subList(0, index).stream()
                        .anyMatch(earlier -> earlier.mac().filter(mac::equals).isPresent())
                ? Optional.of(SpecFault.of(
                        path, mac.toString(), "another card of the domain has it", "choose another, or leave it out"))
                : Optional.empty();
    }
}
