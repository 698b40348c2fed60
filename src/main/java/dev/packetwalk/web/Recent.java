package dev.packetwalk.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something about each of a bounded number of others: those asked about last. Whoever shares one between threads locks around it. */
public final class Recent<K, V> {
    private final Map<K, V> entries;

    /**
     * @param most how many are remembered
     */
    public Recent(int most) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** What was put last; null if there was nothing, or it has been forgotten. */
    public @Nullable V get(K key) {
        return entries.get(key);
    }

    /** Remembers it, in place of what was put before. */
    public void put(K key, V value) {
        entries.put(key, value);
    }

    /** How many are remembered. */
    public int size() {
        return entries.size();
    }
}
