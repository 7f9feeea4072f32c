import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.hardmediumsoft.HardMediumSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicType;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.Map;

/**
 * The public meeting files in Timefold: a grain and a room are planning variables, the vendor's hard and
 * medium rules are constraint streams.
 *
 * Arguments: the file as plain lines (see peers/timefold in Python), seed, seconds of CPU of the solving
 * thread, "default" or "tuned". Prints what became best and when, and the plan at each mark asked for.
 */
public final class MeetingBench {
    static final List<Integer> MARKS = List.of(10, 30, 60, 120);

    private MeetingBench() {
    }

    public record Grain(int index, int day) {
    }

    public record Room(int index, int seats) {
    }

    public record Meeting(int index, int grains, int seats) {
    }

    /** Long meetings of many people are the hardest to place. */
    public static class Difficulty implements Comparator<Assignment> {
        @Override
        public int compare(Assignment one, Assignment other) {
            return Integer.compare(difficulty(one.getMeeting()), difficulty(other.getMeeting()));
        }

        private static int difficulty(Meeting meeting) {
            return meeting.grains() * meeting.seats();
        }
    }

    @PlanningEntity(difficultyComparatorClass = Difficulty.class)
    public static class Assignment {
        @PlanningId
        private int id;
        private Meeting meeting;
        @PlanningVariable
        private Grain grain;
        @PlanningVariable
        private Room room;

        public Assignment() {
        }

        Assignment(Meeting meeting) {
            this.id = meeting.index();
            this.meeting = meeting;
        }

        public int getId() {
            return id;
        }

        public Meeting getMeeting() {
            return meeting;
        }

        public Grain getGrain() {
            return grain;
        }

        public void setGrain(Grain grain) {
            this.grain = grain;
        }

        public Room getRoom() {
            return room;
        }

        public void setRoom(Room room) {
            this.room = room;
        }

        public int start() {
            return grain.index();
        }

        public int end() {
            return grain.index() + meeting.grains();
        }

        public int last() {
            return end() - 1;
        }

        int overlap(Assignment other) {
            return Math.max(0, Math.min(end(), other.end()) - Math.max(start(), other.start()));
        }
    }

    @PlanningSolution
    public static class Plan {
        @ProblemFactCollectionProperty
        @ValueRangeProvider
        private List<Grain> grains = new ArrayList<>();
        @ProblemFactCollectionProperty
        @ValueRangeProvider
        private List<Room> rooms = new ArrayList<>();
        @ProblemFactCollectionProperty
        private List<Pair> pairs = new ArrayList<>();
        @PlanningEntityCollectionProperty
        private List<Assignment> assignments = new ArrayList<>();
        @PlanningScore
        private HardMediumSoftScore score;

        public Plan() {
        }
    }

    /** Two meetings with people in common: of how many both need the person, of how many not. */
    public record Pair(int one, int other, int hard, int medium) {
    }

    public static class Rules implements ConstraintProvider {
        @Override
        public Constraint[] defineConstraints(ConstraintFactory factory) {
            return new Constraint[] {
                factory.forEachUniquePair(Assignment.class,
                        Joiners.equal(Assignment::getRoom),
                        Joiners.overlapping(Assignment::start, Assignment::end))
                    .penalize(HardMediumSoftScore.ONE_HARD, Assignment::overlap)
                    .asConstraint("room taken"),
                factory.forEach(Assignment.class)
                    .filter(one -> one.getMeeting().seats() > one.getRoom().seats())
                    .penalize(HardMediumSoftScore.ONE_HARD,
                        one -> one.getMeeting().seats() - one.getRoom().seats())
                    .asConstraint("seats missing"),
                factory.forEach(Assignment.class)
                    .ifNotExists(Grain.class, Joiners.equal(Assignment::last, Grain::index))
                    .penalize(HardMediumSoftScore.ONE_HARD, Assignment::last)
                    .asConstraint("after the end"),
                factory.forEach(Assignment.class)
                    .join(Grain.class, Joiners.equal(Assignment::last, Grain::index),
                        Joiners.filtering((one, last) -> one.getGrain().day() != last.day()))
                    .penalize(HardMediumSoftScore.ONE_HARD)
                    .asConstraint("over night"),
                people(factory, true),
                people(factory, false),
            };
        }

        private static Constraint people(ConstraintFactory factory, boolean required) {
            var both = factory.forEach(Pair.class)
                .filter(pair -> (required ? pair.hard() : pair.medium()) > 0)
                .join(Assignment.class, Joiners.equal(Pair::one, Assignment::getId))
                .join(Assignment.class,
                    Joiners.equal((pair, one) -> pair.other(), Assignment::getId),
                    Joiners.overlapping((pair, one) -> one.start(), (pair, one) -> one.end(),
                        Assignment::start, Assignment::end));
            return both
                .penalize(required ? HardMediumSoftScore.ONE_HARD : HardMediumSoftScore.ONE_MEDIUM,
                    (pair, one, other) ->
                        (required ? pair.hard() : pair.medium()) * one.overlap(other))
                .asConstraint(required ? "required twice" : "preferred twice");
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Plan problem = read(Path.of(args[0]));
        long seed = Long.parseLong(args[1]);
        double most = Double.parseDouble(args[2]);
        SolverConfig config = new SolverConfig()
            .withSolutionClass(Plan.class)
            .withEntityClasses(Assignment.class)
            .withConstraintProviderClass(Rules.class)
            .withRandomSeed(seed);
        if (args[3].equals("tuned")) {
            config = config.withPhases(
                new ConstructionHeuristicPhaseConfig()
                    .withConstructionHeuristicType(ConstructionHeuristicType.FIRST_FIT_DECREASING),
                new LocalSearchPhaseConfig().withLocalSearchType(LocalSearchType.TABU_SEARCH));
        }
        Solver<Plan> solver = SolverFactory.<Plan>create(config).buildSolver();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        TreeMap<Double, String> told = new TreeMap<>();
        List<String> kept = new ArrayList<>();
        Thread[] solving = new Thread[1];
        Map<String, Object> best = new TreeMap<>();
        boolean[] seen = new boolean[2];
        long began = System.nanoTime();
        solver.addEventListener(event -> {
            double cpu = threads.getCurrentThreadCpuTime() / 1e9;
            HardMediumSoftScore score = (HardMediumSoftScore) event.getNewBestScore();
            if (event.isNewBestSolutionInitialized()) {
                if (!seen[0]) {
                    seen[0] = true;
                    say("complete", cpu, began, score, event.getNewBestSolution());
                }
                if (!seen[1] && score.hardScore() == 0) {
                    seen[1] = true;
                    say("feasible", cpu, began, score, event.getNewBestSolution());
                }
                synchronized (best) {
                    best.put("plan", event.getNewBestSolution());
                    best.put("score", score);
                }
            }
        });
        solving[0] = new Thread(() -> solver.solve(problem));
        solving[0].start();
        List<Integer> marks = new ArrayList<>(MARKS);
        double cpu = 0;
        while (cpu < most && solving[0].isAlive()) {
            Thread.sleep(20);
            cpu = Math.max(cpu, threads.getThreadCpuTime(solving[0].getId()) / 1e9);
            if (!marks.isEmpty() && cpu >= marks.get(0) && cpu < most) {
                mark(marks.remove(0), cpu, began, best);
            }
        }
        mark((int) most, cpu, began, best);
        solver.terminateEarly();
        solving[0].join();
        var system = (com.sun.management.OperatingSystemMXBean)
            ManagementFactory.getOperatingSystemMXBean();
        System.out.printf("process\t%.2f\t%.2f%n", system.getProcessCpuTime() / 1e9,
            (System.nanoTime() - began) / 1e9);
    }

    private static void mark(int seconds, double cpu, long began, Map<String, Object> best) {
        synchronized (best) {
            if (best.isEmpty()) {
                System.out.printf("%d\t%.2f\t%.2f\t-\t%n", seconds, cpu,
                    (System.nanoTime() - began) / 1e9);
            } else {
                say(Integer.toString(seconds), cpu, began,
                    (HardMediumSoftScore) best.get("score"), (Plan) best.get("plan"));
            }
        }
    }

    /** What, CPU and wall seconds, score, and for each meeting its grain and room. */
    private static void say(String what, double cpu, long began, HardMediumSoftScore score, Plan plan) {
        StringBuilder places = new StringBuilder();
        for (Assignment one : plan.assignments) {
            places.append(one.getId()).append(':').append(one.getGrain().index()).append(':')
                .append(one.getRoom().index()).append(' ');
        }
        System.out.printf("%s\t%.2f\t%.2f\t%s\t%s%n", what, cpu, (System.nanoTime() - began) / 1e9,
            score, places.toString().trim());
    }

    /** Lines "grain day", "room seats", "meeting grains seats", "pair one other hard medium". */
    private static Plan read(Path file) throws IOException {
        Plan plan = new Plan();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ");
            int[] numbers = new int[words.length - 1];
            for (int i = 1; i < words.length; i++) {
                numbers[i - 1] = Integer.parseInt(words[i]);
            }
            switch (words[0]) {
                case "grain" -> plan.grains.add(new Grain(plan.grains.size(), numbers[0]));
                case "room" -> plan.rooms.add(new Room(plan.rooms.size(), numbers[0]));
                case "meeting" -> plan.assignments.add(new Assignment(
                    new Meeting(plan.assignments.size(), numbers[0], numbers[1])));
                case "pair" -> plan.pairs.add(
                    new Pair(numbers[0], numbers[1], numbers[2], numbers[3]));
                default -> throw new IOException("unknown line: " + line);
            }
        }
        return plan;
    }
}
