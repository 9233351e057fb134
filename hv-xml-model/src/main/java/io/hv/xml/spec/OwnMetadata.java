package io.hv.xml.spec;

import io.hv.Boot;
import io.hv.ClockPolicy;
import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.basic.Metadata;
import io.hv.xml.wire.domain.Domain;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * What libvirt has no words for, in words of our own below {@code <metadata>}, where everybody may keep what they like and
 * libvirt keeps it:
 *
 * <pre>{@code
 * <metadata>
 *   <hv:definition xmlns:hv="urn:io.hv:definition:1">
 *     <hv:boot kind="binary" mode="real" load="0x7c00" entry="0x7c00"><hv:part name="image" file="/boot.bin"/></hv:boot>
 *     <hv:clock restored="catch-up"/>
 *     <hv:option name="kvm.entropy" value="true"/>
 *   </hv:definition>
 * </metadata>
 * }</pre>
 */
public final class OwnMetadata {

    /** Its namespace. */
    public static final String NAMESPACE = "urn:io.hv:definition:1";

    private static final String DEFINITION = "definition";
    private static final String BOOT = "boot";
    private static final String CLOCK = "clock";
    private static final String RESTORED = "restored";
    private static final String OPTION = "option";

    private OwnMetadata() {}

    // ---- read

    static Optional<Boot> boot(Domain domain) {
        return find(domain).flatMap(own -> child(own, BOOT)).map(BootWords::read);
    }

    static ClockPolicy clock(Domain domain) {
        Optional<String> said = find(domain).flatMap(own -> child(own, CLOCK)).map(clock -> need(clock, RESTORED));
        return said.isEmpty() ? ClockPolicy.CONTINUE : word(ClockPolicy.class, said.get());
    }

    /** Options of backends by their names, in their order. */
    public static Map<String, String> options(Domain domain) {
        Map<String, String> options = new TreeMap<>();
        find(domain)
                .ifPresent(own -> own.all(Unknown.class).stream()
                        .filter(each -> each.name().equals(name(OPTION)))
                        .forEach(each -> options.put(need(each, "name"), need(each, "value"))));
        return Collections.unmodifiableMap(options);
    }

    // ---- write

    static void boot(Domain domain, Optional<Boot> boot) {
        replace(domain, BOOT, boot.map(BootWords::write));
    }

    static void clock(Domain domain, ClockPolicy policy) {
        replace(
                domain,
                CLOCK,
                Optional.of(policy).filter(each -> each != ClockPolicy.CONTINUE).map(each -> {
                    Unknown clock = element(CLOCK);
                    set(clock, RESTORED, word(each));
                    return clock;
                }));
    }

    static void options(Domain domain, Map<String, String> options) {
        if (options(domain).equals(options)) {
            return;
        }
        replace(domain, OPTION, Optional.empty());
        Unknown own = need(domain);
        new TreeMap<>(options).forEach((name, value) -> {
            Unknown option = element(OPTION);
            set(option, "name", name);
            set(option, "value", value);
            own.add(option);
        });
        tidy(domain);
    }

    /** Has that element in place of all of its name. */
    private static void replace(Domain domain, String local, Optional<Unknown> element) {
        Unknown own = element.isPresent() ? need(domain) : find(domain).orElse(null);
        if (own == null) {
            return;
        }
        for (Unknown each : own.all(Unknown.class)) {
            if (each.name().equals(name(local))) {
                own.remove(each);
            }
        }
        element.ifPresent(own::add);
        tidy(domain);
    }

    private static void tidy(Domain domain) {
        Optional<Unknown> own = find(domain);
        if (own.isPresent() && own.get().all(WireElement.class).isEmpty()) {
            Metadata metadata = domain.first(Metadata.class).orElseThrow();
            metadata.remove(own.get());
            Children.dropIfEmpty(domain, metadata);
        }
    }

    private static Optional<Unknown> find(Domain domain) {
        return domain.first(Metadata.class).flatMap(metadata -> child(metadata, DEFINITION));
    }

    private static Unknown need(Domain domain) {
        Metadata metadata = Children.need(domain, Metadata.class, Metadata::new);
        return child(metadata, DEFINITION).orElseGet(() -> {
            Unknown fresh = element(DEFINITION);
            metadata.add(fresh);
            return fresh;
        });
    }

    // ---- elements

    static QName name(String local) {
        return new QName(NAMESPACE, local, "hv");
    }

    static Unknown element(String local) {
        return new Unknown(name(local));
    }

    static Optional<Unknown> child(WireElement parent, String local) {
        return parent.all(Unknown.class).stream()
                .filter(each -> each.name().equals(name(local)))
                .findFirst();
    }

    static void set(Unknown element, String attribute, String value) {
        element.others().put(new QName(attribute), value);
    }

    static @Nullable String get(Unknown element, String attribute) {
        return element.others().get(new QName(attribute));
    }

    static String need(Unknown element, String attribute) {
        String value = get(element, attribute);
        if (value == null) {
            throw new IllegalArgumentException(
                    "<hv:" + element.name().getLocalPart() + "> without the attribute " + attribute);
        }
        return value;
    }

    /** A constant as a word: {@code CATCH_UP} is {@code catch-up}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E word(Class<E> type, String word) {
        for (E each : type.getEnumConstants()) {
            if (word(each).equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no " + type.getSimpleName() + " is called '" + word + "'");
    }
}
