package io.hv.xml.domain;

import io.hv.ByteSize;
import io.hv.HostPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the {@code model} of a device of memory, its source and its target say which one it is. */
final class MemoryDeviceValue extends KindValue<MemoryDevice> {

    private static final Kinds KINDS = new Kinds(
            Set.of("@model", "target/size/text()", "target/size/@unit"),
            Map.of(
                    "dimm", Set.of("@access", "@discard", "source/pagesize", "source/nodemask", "target/node"),
                    "nvdimm",
                            Set.of(
                                    "@access",
                                    "uuid",
                                    "source/path",
                                    "source/alignsize",
                                    "source/pmem",
                                    "target/node",
                                    "target/label",
                                    "target/readonly"),
                    "virtio-pmem", Set.of("@access", "source/path"),
                    "virtio-mem",
                            Set.of(
                                    "@access",
                                    "@discard",
                                    "source/pagesize",
                                    "source/nodemask",
                                    "target/node",
                                    "target/block",
                                    "target/requested",
                                    "target/current"),
                    "sgx-epc", Set.of("source/nodemask", "target/node")),
            Map.of("@model", Form.WORD, "@access", Form.WORD));

    private final MemoryDeviceElement device;

    MemoryDeviceValue(Place place) {
        super(place, KINDS);
        this.device = new MemoryDeviceElement(place);
    }

    @Override
    @Nullable
    MemoryDevice read() {
        MemoryDeviceElement.Model model = device.model().read();
        if (model == null) {
            return null;
        }
        MemoryTargetElement target = device.target();
        ByteSize size = target.size().get().orElseThrow(() -> wrong("there is no size"));
        return switch (model) {
            case DIMM -> new MemoryDevice.Dimm(size);
            case NVDIMM ->
                new MemoryDevice.Nvdimm(size, file(), target.labelSize().read());
            case VIRTIO_PMEM -> new MemoryDevice.VirtioPmem(size, file());
            case VIRTIO_MEM ->
                new MemoryDevice.VirtioMem(
                        size, target.block().read(), target.requested().or(ByteSize.bytes(0)));
            case SGX_EPC -> new MemoryDevice.SgxEpc(size);
        };
    }

    private HostPath file() {
        return device.source().path().get().orElseThrow(() -> wrong("there is no file"));
    }

    @Override
    void write(MemoryDevice memory) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        // It cannot be but shared, and says so; what follows it may be either.
        if (says("model", MemoryDeviceElement.Model.VIRTIO_PMEM.word())) {
            wanted.put("@access", null);
        }
        MemoryTargetElement target = device.target();
        if (memory instanceof MemoryDevice.Dimm dimm) {
            become(MemoryDeviceElement.Model.DIMM, wanted, dimm.size());
        } else if (memory instanceof MemoryDevice.Nvdimm nvdimm) {
            wanted.put("source/path", Form.PATH.format(nvdimm.file()));
            become(MemoryDeviceElement.Model.NVDIMM, wanted, nvdimm.size());
            if (nvdimm.labels() == null) {
                take("target/label");
            } else {
                target.labelSize().set(nvdimm.labels());
            }
        } else if (memory instanceof MemoryDevice.VirtioPmem pmem) {
            wanted.put("source/path", Form.PATH.format(pmem.file()));
            wanted.put("@access", MemoryAccess.SHARED.word());
            become(MemoryDeviceElement.Model.VIRTIO_PMEM, wanted, pmem.size());
        } else if (memory instanceof MemoryDevice.VirtioMem mem) {
            become(MemoryDeviceElement.Model.VIRTIO_MEM, wanted, mem.size());
            if (mem.block() == null) {
                target.block().clear();
            } else {
                target.block().set(mem.block());
            }
            target.requested().set(mem.requested());
        } else {
            become(MemoryDeviceElement.Model.SGX_EPC, wanted, ((MemoryDevice.SgxEpc) memory).size());
        }
    }

    private void become(MemoryDeviceElement.Model model, Map<String, @Nullable String> wanted, ByteSize size) {
        wanted.put("@model", model.word());
        become(model.word(), wanted);
        device.target().size().set(size);
    }
}
