package io.hv.kvm.backend;

import io.hv.kvm.FolderShare;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.machine.DeviceContext;
import io.hv.kvm.share.HostFolder;
import io.hv.kvm.virtio.fs.VirtioFs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The folders that one run of a domain shares, open until it ends. */
final class KvmShares implements AutoCloseable {

    private final List<FolderShare> shares;
    private final List<HostFolder> folders = new ArrayList<>();

    private KvmShares(List<FolderShare> shares) {
        this.shares = shares;
    }

    /**
     * Opens all.
     *
     * @throws io.hv.nativeaccess.NativeException if one cannot be opened; none is then
     */
    static KvmShares open(List<FolderShare> shares) {
        KvmShares all = new KvmShares(shares);
        try {
            for (FolderShare share : shares) {
                all.folders.add(HostFolder.open(Path.of(share.folder().path()), share.readOnly()));
            }
            return all;
        } catch (RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    /** A device for each, in order. */
    List<Function<? super DeviceContext, ? extends VirtioDevice>> factories() {
        List<Function<? super DeviceContext, ? extends VirtioDevice>> devices = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            String name = "fs" + i;
            String tag = shares.get(i).tag();
            HostFolder folder = folders.get(i);
            devices.add(context -> new VirtioFs(name, tag, folder, context.memory()));
        }
        return devices;
    }

    /** After the machine has ended. */
    @Override
    public void close() {
        folders.forEach(HostFolder::close);
    }
}
