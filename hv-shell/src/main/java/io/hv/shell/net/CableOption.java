package io.hv.shell.net;

import io.hv.Domain;
import io.hv.MacAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which of a machine's cables. */
final class CableOption {

    @Option(
            names = "--mac",
            paramLabel = "ADDRESS",
            converter = MacConverter.class,
            description = "The card, where the machine has several.")
    private @Nullable MacAddress mac;

    /**
     * The one that is meant.
     *
     * @param misuse makes the exception where there is none, or more than one
     */
    Cable of(Domain domain, Function<String, ? extends RuntimeException> misuse) {
        List<Cable> all = Cable.of(domain);
        List<Cable> meant = mac == null
                ? all
                : all.stream().filter(each -> each.mac().equals(mac)).toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        String cards = all.isEmpty()
                ? "no card on a network"
                : "the cards "
                        + String.join(
                                ", ",
                                all.stream().map(each -> each.mac().toString()).toList());
        throw misuse.apply("'" + domain.name() + "' has " + cards + (all.isEmpty() ? "" : "; say by --mac which"));
    }

    /** Reads addresses as {@link MacAddress#parse} does. */
    static final class MacConverter implements ITypeConverter<MacAddress> {

        @Override
        public MacAddress convert(String text) {
            try {
                return MacAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
