package io.hv.kvm.share;

import io.hv.kvm.virtio.fs.FsError;
import io.hv.kvm.virtio.fs.SharedFolder;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that a guest knows, each by its number and by which file it is. They are remembered by where they were seen;
 * few of them are open, and what nobody needs is closed again. Safe for any thread.
 */
final class Inodes {

    /** How many files a guest can know at once. */
    static final int MOST = 1 << 18;

    /** How many are kept open that nobody needs just now. */
    static final int MOST_IDLE = 512;

    /** How deep folders lie in each other at most: no path is longer. */
    static final int MOST_DEPTH = 2048;

    private final int most;
    private final Inode root;
    private final Map<Long, Inode> byNode = new HashMap<>();
    private final Map<Inode.Identity, Inode> byIdentity = new HashMap<>();
    /** Open, and needed by nobody; what was used last comes last. */
    private final Set<Inode> idle = new LinkedHashSet<>();

    private long nextNode = SharedFolder.ROOT + 1;

    /** One step down: the file, and the name that it had when the way was looked for. */
    static final class Step {

        final Inode inode;
        final byte[] name;

        private Step(Inode inode) {
            this.inode = inode;
            this.name = inode.name;
        }
    }

    /** With the shared folder alone, which is open by {@code path}. */
    Inodes(FileAttributes folder, Fd path, int most) {
        this.most = most;
        this.root = new Inode(SharedFolder.ROOT, Inode.Identity.of(folder));
        root.path = path;
        root.users = 1;
        remember(root);
    }

    private void remember(Inode inode) {
        byNode.put(inode.node, inode);
        byIdentity.put(inode.identity, inode);
    }

    Inode root() {
        return root;
    }

    synchronized int count() {
        return byNode.size();
    }

    // ---- use

    /** The file with a number, which stays open until {@link #unpin}, once it is. */
    synchronized Inode pin(long node) {
        Inode inode = byNode.get(node);
        if (inode == null) {
            throw new FsError(FsError.ESTALE);
        }
        pin(inode);
        return inode;
    }

    synchronized void pin(Inode inode) {
        inode.users++;
        idle.remove(inode);
    }

    synchronized void unpin(Inode inode) {
        inode.users--;
        settle(inode);
    }

    private void settle(Inode inode) {
        if (inode.users > 0 || inode.path == null) {
            return;
        }
        if (!inode.known) {
            shut(inode);
            return;
        }
        idle.add(inode);
        if (idle.size() > MOST_IDLE) {
            shut(idle.iterator().next());
        }
    }

    private void shut(Inode inode) {
        idle.remove(inode);
        Fd path = inode.path;
        inode.path = null;
        if (path != null) {
            path.close();
        }
    }

    /** Closes all that nobody needs just now. */
    synchronized void shutIdle() {
        List.copyOf(idle).forEach(this::shut);
    }

    /** What a file that is pinned is open by; null if it is not. */
    synchronized @Nullable Fd path(Inode inode) {
        return inode.path;
    }

    /** A file that is pinned is open by this, unless somebody was faster. */
    synchronized Fd opened(Inode inode, Fd path) {
        Fd present = inode.path;
        if (present != null) {
            path.close();
            return present;
        }
        inode.path = path;
        return path;
    }

    /**
     * The steps to a file from the nearest folder above it that is open. That folder, and those on the way, are pinned.
     *
     * @throws FsError ESTALE if it leads nowhere
     */
    synchronized Deque<Step> way(Inode to) {
        Deque<Step> steps = new ArrayDeque<>();
        Inode at = to;
        while (at.path == null) {
            Inode parent = at.parent;
            if (parent == null || steps.size() == MOST_DEPTH) {
                throw new FsError(FsError.ESTALE);
            }
            steps.push(new Step(at));
            at = parent;
        }
        steps.push(new Step(at));
        steps.forEach(step -> pin(step.inode));
        return steps;
    }

    // ---- what is known

    /** The guest is told of a file that was seen in a folder. */
    synchronized Inode found(Inode folder, byte[] name, FileAttributes file) {
        Inode.Identity identity = Inode.Identity.of(file);
        Inode inode = byIdentity.get(identity);
        if (inode == root) {
            return root;
        }
        if (inode == null) {
            if (byNode.size() >= most) {
                throw new FsError(FsError.ENFILE);
            }
            inode = new Inode(nextNode, identity);
        }
        move(inode, folder, name);
        if (inode.lookups == 0 && !byNode.containsKey(inode.node)) {
            nextNode++;
            remember(inode);
        }
        inode.lookups++;
        return inode;
    }

    /** A file is in another place now, if it is known. */
    synchronized void moved(Inode.Identity identity, Inode folder, byte[] name) {
        Inode inode = byIdentity.get(identity);
        if (inode != null && inode != root) {
            move(inode, folder, name);
        }
    }

    private void move(Inode inode, Inode folder, byte[] name) {
        if (inode.isFolder()) {
            makeTree(inode, folder);
        }
        Inode before = inode.parent;
        inode.name = name;
        if (before != folder) {
            inode.parent = folder;
            folder.children++;
            leave(before);
        }
    }

    /** What was seen earlier may not fit what is seen now: nothing lies in itself. */
    private static void makeTree(Inode inode, Inode folder) {
        int depth = 0;
        for (Inode at = folder; at != null; at = at.parent) {
            if (at == inode || ++depth > MOST_DEPTH) {
                throw new FsError(FsError.ELOOP);
            }
            if (at.parent == inode) {
                at.parent = null;
                inode.children--;
            }
        }
    }

    private void leave(@Nullable Inode folder) {
        Inode at = folder;
        while (at != null) {
            at.children--;
            at = dropped(at) ? at.parent : null;
        }
    }

    /** The guest was told of it so many times less. */
    synchronized void forget(long node, long times) {
        Inode inode = byNode.get(node);
        if (inode == null || inode == root) {
            return;
        }
        inode.lookups = Long.compareUnsigned(times, inode.lookups) < 0 ? inode.lookups - times : 0;
        if (dropped(inode)) {
            leave(inode.parent);
        }
    }

    private boolean dropped(Inode inode) {
        if (inode == root || !inode.known || inode.lookups > 0 || inode.children > 0) {
            return false;
        }
        lose(inode);
        return true;
    }

    private void lose(Inode inode) {
        byNode.remove(inode.node);
        byIdentity.remove(inode.identity, inode);
        inode.known = false;
        settle(inode);
    }

    /** Only the shared folder is known. */
    synchronized void clear() {
        for (Inode inode : List.copyOf(byNode.values())) {
            if (inode != root) {
                lose(inode);
            }
        }
        root.children = 0;
    }
}
