package io.hv.libvirt;

import io.hv.DiskFormat;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * A disk in libvirt's XML of a domain: the file that it writes, and those that this stands on, which libvirt tells of a
 * machine that is active.
 *
 * @param isWritable whether a guest can write it: it is no CD, no floppy, and not read-only
 * @param format of the first file
 * @param files the first is the one that is written; those that are neither a file nor a block device are left out
 * @param other where a job of the disk's copies it to, or commits it into
 * @param isReady whether that has what the disk has
 */
record DiskChain(
        String target,
        boolean isWritable,
        Optional<DiskFormat> format,
        List<HostPath> files,
        Optional<HostPath> other,
        boolean isReady) {

    /** The disks of a domain, by their targets. */
    static Map<String, DiskChain> all(String xml) {
        Map<String, DiskChain> all = new LinkedHashMap<>();
        HardenedXml.child(HardenedXml.parse(xml), "devices").stream()
                .flatMap(devices -> HardenedXml.children(devices, "disk"))
                .forEach(disk -> HardenedXml.child(disk, "target")
                        .map(target -> target.getAttribute("dev"))
                        .ifPresent(target -> all.put(target, of(target, disk))));
        return all;
    }

    /**
     * One of them.
     *
     * @param domain whose they are, for messages
     * @throws NotFoundException if there is none of that target
     */
    static DiskChain require(Map<String, DiskChain> all, String target, DomainHandle domain) {
        DiskChain disk = all.get(target);
        if (disk == null) {
            throw new NotFoundException(domain + " has no disk '" + target + "'", "it has " + all.keySet());
        }
        return disk;
    }

    /** The same of one that a guest can write. */
    static DiskChain requireWritable(Map<String, DiskChain> all, String target, DomainHandle domain) {
        DiskChain disk = require(all, target, domain);
        if (!disk.isWritable || disk.files.isEmpty()) {
            throw fault(
                    domain, target, target, "it is read-only, or no file", "choose a disk that the guest can write");
        }
        return disk;
    }

    /** Something that cannot be done with a disk. */
    static InvalidSpecException fault(DomainHandle domain, String path, String value, String why, String remedy) {
        return new InvalidSpecException(domain.toString(), List.of(SpecFault.of(path, value, why, remedy)));
    }

    private static DiskChain of(String target, Element disk) {
        String device = disk.getAttribute("device");
        boolean isDisk = device.isEmpty() || device.equals("disk") || device.equals("lun");
        List<HostPath> files = new ArrayList<>();
        Optional<Element> layer = Optional.of(disk);
        while (layer.isPresent()) {
            source(layer.get()).ifPresent(files::add);
            layer = HardenedXml.child(layer.get(), "backingStore");
        }
        Optional<Element> mirror = HardenedXml.child(disk, "mirror");
        return new DiskChain(
                target,
                isDisk && HardenedXml.child(disk, "readonly").isEmpty(),
                HardenedXml.child(disk, "driver")
                        .map(driver -> driver.getAttribute("type"))
                        .filter(type -> !type.isEmpty())
                        .map(DiskFormat::new),
                List.copyOf(files),
                mirror.flatMap(DiskChain::source),
                mirror.filter(each -> each.getAttribute("ready").equals("yes")).isPresent());
    }

    private static Optional<HostPath> source(Element layer) {
        return HardenedXml.child(layer, "source")
                .flatMap(source -> Stream.of("file", "dev")
                        .map(source::getAttribute)
                        .filter(path -> !path.isEmpty())
                        .findFirst())
                .map(HostPath::of);
    }

    /** The file that it writes. */
    HostPath top() {
        return files.get(0);
    }

    /** Whether it writes that file. */
    boolean isOn(HostPath file) {
        return !files.isEmpty() && top().equals(file);
    }

    /** Whether that file is of use for it. */
    boolean uses(HostPath file) {
        return files.contains(file) || other.filter(file::equals).isPresent();
    }

    /** How far down one of its files is; the first is at 0. */
    int depth(HostPath file, DomainHandle domain) {
        int depth = files.indexOf(file);
        if (depth < 0) {
            throw new NotFoundException(
                    "the disk '" + target + "' of " + domain + " does not stand on " + file, "it stands on " + files);
        }
        return depth;
    }
}
