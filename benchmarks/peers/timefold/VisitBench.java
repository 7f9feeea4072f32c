import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.hardmediumsoft.HardMediumSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicType;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The visits of a district in Timefold: each takes one of the times our sieve offers it, or none.
 *
 * Arguments: the file as plain lines (see visits.py), seed, seconds of CPU of the solving thread, "default" or
 * "tuned". Prints the first plan, the plan at each mark and the last one.
 */
public final class VisitBench {
    static final List<Integer> MARKS = List.of(1, 5, 10, 20);

    private VisitBench() {
    }

    /** A time: minutes since some Monday, numbers for its day and school, points of its own. */
    public record Option(int index, int day, int start, int end, int school, int points) {
    }

    @PlanningEntity
    public static class Visit {
        @PlanningId
        private int id;
        private int coach;
        private int worth;
        @ValueRangeProvider(id = "options")
        private List<Option> options = new ArrayList<>();
        @PlanningVariable(valueRangeProviderRefs = "options", allowsUnassigned = true)
        private Option option;

        public Visit() {
        }

        Visit(int id, int coach, int worth) {
            this.id = id;
            this.coach = coach;
            this.worth = worth;
        }

        public int getId() {
            return id;
        }

        public List<Option> getOptions() {
            return options;
        }

        public Option getOption() {
            return option;
        }

        public void setOption(Option option) {
            this.option = option;
        }

        int coach() {
            return coach;
        }

        int worth() {
            return worth;
        }

        int day() {
            return option.day();
        }

        int start() {
            return option.start();
        }

        int school() {
            return option.school();
        }
    }

    @PlanningSolution
    public static class Plan {
        @PlanningEntityCollectionProperty
        private List<Visit> visits = new ArrayList<>();
        @PlanningScore
        private HardMediumSoftScore score;

        public Plan() {
        }
    }

    public static class Rules implements ConstraintProvider {
        static final Map<Long, Integer> WAYS = new HashMap<>();
        static int visitsADay;
        static int running;
        static int sitesADay;
        static int reach;
        static int siteDay;

        @Override
        public Constraint[] defineConstraints(ConstraintFactory factory) {
            return new Constraint[] {
                factory.forEachUniquePair(Visit.class, Joiners.equal(Visit::coach), Joiners.equal(Visit::day))
                    .filter(Rules::clash)
                    .penalize(HardMediumSoftScore.ONE_HARD)
                    .asConstraint("no time between"),
                factory.forEach(Visit.class)
                    .groupBy(Visit::coach, Visit::day, ConstraintCollectors.toList())
                    .penalize(HardMediumSoftScore.ONE_HARD, (coach, day, visits) -> tooMany(visits))
                    .asConstraint("too many visits"),
                factory.forEach(Visit.class)
                    .groupBy(Visit::coach, Visit::day, ConstraintCollectors.countDistinct(Visit::school))
                    .filter((coach, day, schools) -> schools > sitesADay)
                    .penalize(HardMediumSoftScore.ONE_HARD, (coach, day, schools) -> schools - sitesADay)
                    .asConstraint("too many schools"),
                factory.forEachIncludingUnassigned(Visit.class)
                    .filter(visit -> visit.getOption() == null)
                    .penalize(HardMediumSoftScore.ONE_MEDIUM, Visit::worth)
                    .asConstraint("left out"),
                factory.forEach(Visit.class)
                    .groupBy(Visit::coach, Visit::day, Visit::school)
                    .penalize(HardMediumSoftScore.ONE_SOFT, (coach, day, school) -> siteDay)
                    .asConstraint("days at schools"),
                factory.forEach(Visit.class)
                    .filter(visit -> visit.getOption().points() > 0)
                    .penalize(HardMediumSoftScore.ONE_SOFT, visit -> visit.getOption().points())
                    .asConstraint("points of its own"),
            };
        }

        private static boolean clash(Visit one, Visit other) {
            Visit first = one.start() <= other.start() ? one : other;
            Visit second = first == one ? other : one;
            int gap = second.start() - first.getOption().end();
            return gap < WAYS.getOrDefault(way(first.school(), second.school()), 0);
        }

        static long way(int origin, int to) {
            return origin * 1000L + to;
        }

        private static int tooMany(List<Visit> visits) {
            List<Integer> starts = visits.stream().map(Visit::start).sorted().toList();
            int over = Math.max(0, starts.size() - visitsADay);
            for (int i = running; i < starts.size(); i++) {
                if (starts.get(i) - starts.get(i - running) < reach) {
                    over++;
                }
            }
            return over;
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Plan problem = read(Path.of(args[0]));
        double most = Double.parseDouble(args[2]);
        SolverConfig config = new SolverConfig()
            .withSolutionClass(Plan.class)
            .withEntityClasses(Visit.class)
            .withConstraintProviderClass(Rules.class)
            .withRandomSeed(Long.parseLong(args[1]));
        if (args[3].equals("tuned")) {
            config = config.withPhases(
                new ConstructionHeuristicPhaseConfig()
                    .withConstructionHeuristicType(ConstructionHeuristicType.CHEAPEST_INSERTION),
                new LocalSearchPhaseConfig().withLocalSearchType(LocalSearchType.TABU_SEARCH));
        }
        Solver<Plan> solver = SolverFactory.<Plan>create(config).buildSolver();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Plan[] best = new Plan[1];
        long began = System.nanoTime();
        solver.addEventListener(event -> {
            if (event.isNewBestSolutionInitialized()) {
                synchronized (best) {
                    if (best[0] == null) {
                        say("first", threads.getCurrentThreadCpuTime() / 1e9, began, event.getNewBestSolution());
                    }
                    best[0] = event.getNewBestSolution();
                }
            }
        });
        Thread solving = new Thread(() -> solver.solve(problem));
        solving.start();
        List<Integer> marks = new ArrayList<>(MARKS);
        double cpu = 0;
        while (cpu < most && solving.isAlive()) {
            Thread.sleep(20);
            cpu = Math.max(cpu, threads.getThreadCpuTime(solving.getId()) / 1e9);
            if (!marks.isEmpty() && cpu >= marks.get(0) && cpu < most) {
                mark(Integer.toString(marks.remove(0)), cpu, began, best);
            }
        }
        mark("last", cpu, began, best);
        solver.terminateEarly();
        solving.join();
        var system = (com.sun.management.OperatingSystemMXBean)
            ManagementFactory.getOperatingSystemMXBean();
        System.out.printf("process\t%.2f\t%.2f%n", system.getProcessCpuTime() / 1e9,
            (System.nanoTime() - began) / 1e9);
    }

    private static void mark(String what, double cpu, long began, Plan[] best) {
        synchronized (best) {
            if (best[0] != null) {
                say(what, cpu, began, best[0]);
            }
        }
    }

    /** What, CPU and wall seconds, score, and for each visit that has a time the number of it. */
    private static void say(String what, double cpu, long began, Plan plan) {
        StringBuilder taken = new StringBuilder();
        for (Visit one : plan.visits) {
            if (one.getOption() != null) {
                taken.append(one.getId()).append(':').append(one.getOption().index()).append(' ');
            }
        }
        System.out.printf("%s\t%.2f\t%.2f\t%s\t%s%n", what, cpu, (System.nanoTime() - began) / 1e9,
            plan.score, taken.toString().trim());
    }

    /** Lines "limits ...", "way from to minutes", "visit coach worth", "option day start end school points". */
    private static Plan read(Path file) throws IOException {
        Plan plan = new Plan();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ");
            int[] n = new int[words.length - 1];
            for (int i = 1; i < words.length; i++) {
                n[i - 1] = Integer.parseInt(words[i]);
            }
            switch (words[0]) {
                case "limits" -> {
                    Rules.visitsADay = n[0];
                    Rules.running = n[1];
                    Rules.sitesADay = n[2];
                    Rules.reach = n[3];
                    Rules.siteDay = n[4];
                }
                case "way" -> Rules.WAYS.put(Rules.way(n[0], n[1]), n[2]);
                case "visit" -> plan.visits.add(new Visit(plan.visits.size(), n[0], n[1]));
                case "option" -> {
                    List<Option> own = plan.visits.get(plan.visits.size() - 1).getOptions();
                    own.add(new Option(own.size(), n[0], n[1], n[2], n[3], n[4]));
                }
                default -> throw new IOException("unknown line: " + line);
            }
        }
        return plan;
    }
}
