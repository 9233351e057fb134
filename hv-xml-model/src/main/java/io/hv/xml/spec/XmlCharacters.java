package io.hv.xml.spec;

import io.hv.Boot;
import io.hv.Content;
import io.hv.CpuSpec;
import io.hv.DiskSource;
import io.hv.DomainSpec;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.SpecFault;
import io.hv.VolumeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds characters that no XML document can carry (XML 1.0, production Char). */
public final class XmlCharacters {

    private final List<SpecFault> faults = new ArrayList<>();

    private XmlCharacters() {}

    /** A fault for each text of a spec that has one. */
    public static List<SpecFault> faults(DomainSpec spec, Map<String, String> options) {
        XmlCharacters found = new XmlCharacters();
        found.check("name", spec.name());
        spec.cpu().ifPresent(found::cpu);
        spec.boot().ifPresent(found::boot);
        for (int i = 0; i < spec.disks().size(); i++) {
            String path = "disks[" + i + "].source";
            spec.disks().get(i).source().file().ifPresent(file -> found.check(path, file.path()));
        }
        for (int i = 0; i < spec.nics().size(); i++) {
            String path = "nics[" + i + "].network";
            spec.nics().get(i).network().ifPresent(network -> found.check(path, network));
        }
        options.forEach((name, value) -> {
            found.check("options." + name, value);
        });
        return List.copyOf(found.faults);
    }

    /** The same of a volume. */
    public static List<SpecFault> faults(VolumeSpec spec) {
        XmlCharacters found = new XmlCharacters();
        spec.backing().flatMap(DiskSource::file).ifPresent(file -> found.check("backing", file.path()));
        return List.copyOf(found.faults);
    }

    private void cpu(CpuSpec cpu) {
        cpu.model().ifPresent(model -> check("cpu.model", model));
        cpu.without().forEach(feature -> check("cpu.without", feature));
    }

    private void boot(Boot boot) {
        for (Map.Entry<String, Content> part : boot.contents().entrySet()) {
            part.getValue().file().ifPresent(file -> check("boot." + part.getKey(), file.path()));
        }
        if (boot instanceof LinuxBoot linux) {
            check("boot.commandLine", linux.commandLine());
        } else if (boot instanceof MultibootBoot multiboot) {
            check("boot.commandLine", multiboot.commandLine());
            multiboot.modules().forEach(module -> check("boot.modules", module.commandLine()));
        }
    }

    private void check(String path, String value) {
        value.codePoints().filter(c -> !isXml(c)).findFirst().ifPresent(c -> {
            String why = String.format(Locale.ROOT, "it holds the character U+%04X", c);
            faults.add(SpecFault.of(
                    path,
                    "text of " + value.length() + " characters",
                    why,
                    "leave the character out: XML 1.0 cannot carry it"));
        });
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
