package io.hv.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Arrays of handles, which libvirt hands over. */
final class NativeArray {

    private NativeArray() {}

    /** Takes the handles out of an array, and frees that. */
    static <P extends PointerType, R> List<R> taken(
            Pointer array, int count, Supplier<P> pointer, Function<P, R> owner) {
        List<R> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            P each = pointer.get();
            each.setPointer(array.getPointer((long) i * Native.POINTER_SIZE));
            all.add(owner.apply(each));
        }
        Native.free(Pointer.nativeValue(array));
        return all;
    }
}
