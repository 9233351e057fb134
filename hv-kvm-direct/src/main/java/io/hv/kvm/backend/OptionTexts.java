package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import io.hv.kvm.ConsoleDevice;
import io.hv.kvm.FolderShare;
import io.hv.kvm.KernelUnpacking;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VcpuAffinity;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.WatchdogAction;
import io.hv.kvm.net.PortForward;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Options of this backend as texts, for definitions in files. */
final class OptionTexts {

    private static final String PREFIX = "kvm.";
    private static final String PANIC_DEVICE = PREFIX + "panicDevice";
    private static final String HIDE_XSAVE = PREFIX + "hideXsave";
    private static final String KERNEL_UNPACKING = PREFIX + "kernelUnpacking";
    private static final String VIRTIO_TRANSPORT = PREFIX + "virtioTransport";
    private static final String ENTROPY = PREFIX + "entropy";
    private static final String BALLOON = PREFIX + "balloon";
    private static final String WATCHDOG = PREFIX + "watchdog";
    private static final String CONSOLE = PREFIX + "console";
    private static final String PORTS = PREFIX + "ports";
    private static final String VSOCK = PREFIX + "vsock";
    private static final String FORWARDS = PREFIX + "forwards";
    private static final String AFFINITY = PREFIX + "affinity";
    private static final String NICE = PREFIX + "nice";
    /** Each share is a text: its number in order behind this, and as its value tag, how it may be used, folder. */
    private static final String SHARE = PREFIX + "share.";

    private static final String READ_ONLY = "read-only";
    private static final String READ_WRITE = "read-write";
    private static final Set<String> ALL = Set.of(
            PANIC_DEVICE,
            HIDE_XSAVE,
            KERNEL_UNPACKING,
            VIRTIO_TRANSPORT,
            ENTROPY,
            BALLOON,
            WATCHDOG,
            CONSOLE,
            PORTS,
            VSOCK,
            FORWARDS,
            AFFINITY,
            NICE);

    private OptionTexts() {}

    /**
     * Those of a spec; none where it has none.
     *
     * @throws InvalidSpecException with devices of the user's own, which are code
     */
    static Map<String, String> of(DomainSpec spec) {
        KvmOptions options = spec.options(KvmOptions.class).orElse(null);
        if (options == null) {
            return Map.of();
        }
        if (!options.devices().isEmpty()) {
            throw refused(
                    spec.name(),
                    SpecFault.of(
                            "options.devices",
                            options.devices().size() + " of your own",
                            "they are code, and a definition is kept in a file",
                            "create() the domain, or leave them out"));
        }
        Map<String, String> texts = new TreeMap<>();
        texts.put(PANIC_DEVICE, Boolean.toString(options.panicDevice()));
        texts.put(HIDE_XSAVE, Boolean.toString(options.hideXsave()));
        texts.put(KERNEL_UNPACKING, word(options.kernelUnpacking()));
        texts.put(VIRTIO_TRANSPORT, word(options.virtioTransport()));
        texts.put(ENTROPY, Boolean.toString(options.entropy()));
        texts.put(BALLOON, Boolean.toString(options.balloon()));
        options.watchdog().ifPresent(action -> texts.put(WATCHDOG, word(action)));
        texts.put(CONSOLE, word(options.console()));
        texts.put(PORTS, String.join(" ", options.ports()));
        options.vsock().ifPresent(cid -> texts.put(VSOCK, Long.toString(cid)));
        if (!options.forwards().isEmpty()) {
            texts.put(
                    FORWARDS,
                    options.forwards().stream().map(PortForward::toString).collect(Collectors.joining(" ")));
        }
        if (!options.affinity().isNone()) {
            texts.put(AFFINITY, options.affinity().toString());
        }
        options.nice().ifPresent(value -> texts.put(NICE, Integer.toString(value)));
        for (int i = 0; i < options.shares().size(); i++) {
            texts.put(SHARE + i, text(options.shares().get(i)));
        }
        return texts;
    }

    /** A spec with options that were texts. What a text leaves out is as {@link KvmOptions#defaults()} has it. */
    static DomainSpec apply(DomainSpec spec, Map<String, String> texts) {
        Map<String, String> own = new TreeMap<>(texts);
        own.keySet().removeIf(name -> !name.startsWith(PREFIX));
        if (own.isEmpty()) {
            return spec;
        }
        Set<String> strange = new TreeSet<>(own.keySet());
        strange.removeAll(ALL);
        strange.removeIf(name -> isShare(own, name));
        if (!strange.isEmpty()) {
            throw refused(
                    spec.name(),
                    SpecFault.of(
                            "options",
                            strange.toString(),
                            "this version does not know such options",
                            "take them out, or use the version that wrote them"));
        }
        try {
            return spec.with(options(own));
        } catch (IllegalArgumentException e) {
            throw refused(
                    spec.name(),
                    SpecFault.of("options", own.toString(), String.valueOf(e.getMessage()), "mend the definition"));
        }
    }

    private static KvmOptions options(Map<String, String> texts) {
        KvmOptions options = KvmOptions.defaults();
        if (texts.containsKey(PANIC_DEVICE)) {
            options = options.panicDevice(flag(texts, PANIC_DEVICE));
        }
        if (texts.containsKey(HIDE_XSAVE)) {
            options = options.hideXsave(flag(texts, HIDE_XSAVE));
        }
        if (texts.containsKey(KERNEL_UNPACKING)) {
            options = options.kernelUnpacking(constant(KernelUnpacking.class, texts, KERNEL_UNPACKING));
        }
        if (texts.containsKey(VIRTIO_TRANSPORT)) {
            options = options.virtioTransport(constant(VirtioTransport.class, texts, VIRTIO_TRANSPORT));
        }
        if (texts.containsKey(ENTROPY)) {
            options = options.entropy(flag(texts, ENTROPY));
        }
        if (texts.containsKey(BALLOON)) {
            options = options.balloon(flag(texts, BALLOON));
        }
        if (texts.containsKey(WATCHDOG)) {
            options = options.watchdog(constant(WatchdogAction.class, texts, WATCHDOG));
        }
        if (texts.containsKey(CONSOLE)) {
            options = options.console(constant(ConsoleDevice.class, texts, CONSOLE));
        }
        for (String port : words(texts, PORTS)) {
            options = options.port(port);
        }
        if (texts.containsKey(VSOCK)) {
            options = options.vsock(Long.parseLong(text(texts, VSOCK)));
        }
        for (String forward : words(texts, FORWARDS)) {
            options = options.forward(PortForward.parse(forward));
        }
        if (texts.containsKey(AFFINITY)) {
            options = options.affinity(VcpuAffinity.parse(text(texts, AFFINITY)));
        }
        if (texts.containsKey(NICE)) {
            options = options.nice(Integer.parseInt(text(texts, NICE)));
        }
        return withShares(options, texts);
    }

    private static KvmOptions withShares(KvmOptions options, Map<String, String> texts) {
        KvmOptions all = options;
        for (int i = 0; texts.containsKey(SHARE + i); i++) {
            List<String> parts = List.of(text(texts, SHARE + i).split(" ", 3));
            if (parts.size() != 3 || !Set.of(READ_ONLY, READ_WRITE).contains(parts.get(1))) {
                throw new IllegalArgumentException(
                        SHARE + i + " is a tag, " + READ_ONLY + " or " + READ_WRITE + ", and a folder");
            }
            all = all.share(
                    parts.get(0), HostPath.of(parts.get(2)), parts.get(1).equals(READ_ONLY));
        }
        return all;
    }

    private static String text(FolderShare share) {
        return share.tag() + " " + (share.readOnly() ? READ_ONLY : READ_WRITE) + " "
                + share.folder().path();
    }

    /** Whether it is one of shares that are numbered without a gap. */
    private static boolean isShare(Map<String, String> texts, String name) {
        for (int i = 0; texts.containsKey(SHARE + i); i++) {
            if (name.equals(SHARE + i)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> words(Map<String, String> texts, String name) {
        String all = texts.getOrDefault(name, "").strip();
        return all.isEmpty() ? List.of() : List.of(all.split(" +", -1));
    }

    private static boolean flag(Map<String, String> texts, String name) {
        return switch (text(texts, name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is true or false");
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, Map<String, String> texts, String name) {
        return Enum.valueOf(type, text(texts, name).toUpperCase(Locale.ROOT));
    }

    private static String text(Map<String, String> texts, String name) {
        return Objects.requireNonNull(texts.get(name));
    }

    private static InvalidSpecException refused(String domain, SpecFault fault) {
        return new InvalidSpecException("domain '" + domain + "'", List.of(fault));
    }
}
