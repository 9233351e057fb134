package io.hv.xml.domain;

import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireTypes;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.namespace.QName;

/**
 * All elements of one name in an element, in their order. Live, as its elements are. Not thread-safe: whoever changes it
 * while it is gone through goes through it as it was.
 *
 * @param <T> what they are
 */
public final class Elements<T extends Element> implements Iterable<T> {

    private final Place around;
    private final QName name;
    private final Function<Place, T> view;

    Elements(Place around, QName name, Function<Place, T> view) {
        this.around = around;
        this.name = name;
        this.view = view;
    }

    /** Those that there are now. A copy. */
    public List<T> list() {
        WireElement parent = around.find();
        return parent == null
                ? List.of()
                : parent.all(name).stream()
                        .map(each -> view.apply(Place.of(each, around)))
                        .toList();
    }

    /** Those that there are now. */
    public Stream<T> stream() {
        return list().stream();
    }

    @Override
    public Iterator<T> iterator() {
        return list().iterator();
    }

    /** How many there are. */
    public int size() {
        WireElement parent = around.find();
        return parent == null ? 0 : parent.all(name).size();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /**
     * One of them.
     *
     * @param index from 0 on
     * @throws IndexOutOfBoundsException if there are fewer
     */
    public T get(int index) {
        return list().get(index);
    }

    /** The first one, if there is any. */
    public Optional<T> first() {
        return stream().findFirst();
    }

    /** Makes one more, empty, behind the others. */
    public T add() {
        WireElement made = WireTypes.make(type());
        around.make().add(made);
        return view.apply(Place.of(made, around));
    }

    /** Takes all of them out. */
    public void clear() {
        WireElement parent = around.find();
        if (parent != null) {
            for (WireElement each : parent.all(name)) {
                boolean unused = parent.remove(each);
            }
        }
    }

    Class<? extends WireElement> type() {
        return WireTypes.child(around.type(), name);
    }

    Place around() {
        return around;
    }

    QName name() {
        return name;
    }

    @Override
    public String toString() {
        return around.path() + "/" + Names.of(name);
    }
}
