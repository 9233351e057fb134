package io.hv.libvirt;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.InvalidStateException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Run by {@link PlainProcessTest}: defines a domain with a name beyond ASCII, and says in ASCII what it sees. */
final class NamesProgram {

    private static final String NAME = "gr\u00f6\u00dfe \u540d\ud83d\ude80";

    private NamesProgram() {}

    public static void main(String[] arguments) {
        try (Host host = Host.open(arguments[0])) {
            host.define(DomainSpec.named(NAME).build());
            Domain domain = host.domains().get(0);
            say(domain.name());
            say(host.findDomain(NAME).isPresent() ? "found" : "not found");
            try {
                domain.destroy();
            } catch (InvalidStateException expected) {
                say(expected.toString().contains(NAME) ? "named in the error" : expected.toString());
            }
            // libvirt's own text of an error, with the name in it, and its habit of printing it.
            domain.undefine();
            say(host.findDomain(NAME).isPresent() ? "still there" : "gone");
        }
    }

    private static void say(String text) {
        String ascii = text.chars()
                .mapToObj(c -> c < 128 ? Character.toString(c) : String.format("\\u%04x", c))
                .collect(Collectors.joining());
        byte[] line = (ascii + "\n").getBytes(StandardCharsets.US_ASCII);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }
}
