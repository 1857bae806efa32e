"""Chinese of the study of allocation."""

ALLOCATION: dict[str, str] = {
    "Who pays what: {workbook}": "费用由谁承担：{workbook}",
    "Nucleolus": "核仁",
    "Shapley value": "沙普利值",
    "At marginal values": "按边际价值",
    "By demand": "按需求",
    "By the cost alone": "按单独成本",
    "Same saving for each": "节省均等",
    "Same payment for each": "支付均等",
    "holds": "稳定",
    "does not hold": "不稳定",
    "undecided within the gaps": "在间隙内无法判定",
    "All parties": "全体联合",
    "All together have no plan: there is no cost to divide.": "全体联合没有可行方案，无成本可分摊。",
    "All together have no plan.": "全体联合没有可行方案。",
    "Together the plan costs {total} {money}; each alone, {alone} in all: {saving} are saved.": (
        "联合方案的成本为 {total} {money}；各自单独合计 {alone}，节省 {saving}。"
    ),
    "Together the plan costs {total} {money}.": "联合方案的成本为 {total} {money}。",
    "There are too many parties to look at every coalition; what is said holds for those looked at.": (
        "参与方过多，无法逐一检查所有联盟；结论仅适用于已检查的联盟。"
    ),
    "The union can hold: there are divisions with which no coalition would rather leave.": (
        "联合可以维持：存在使任何联盟都不愿退出的分摊。"
    ),
    "The union cannot hold by itself: whatever the division, some coalition would rather leave. {subsidy} {money} from "
    "outside would hold it.": (
        "联合无法自行维持：无论怎样分摊，总有联盟愿意退出。外部补贴 {subsidy} {money}即可维持。"
    ),
    "Whether the union can hold by itself is undecided within the gaps.": "在间隙内无法判定联合能否自行维持。",
    "Within the gaps, the smallest subsidy that holds it lies from {low} to {high} {money}.": (
        "在间隙内，维持联合所需的最小补贴在 {low} 至 {high} {money}之间。"
    ),
    "By '{rule}' each saves, against being alone: {list} ({money}).": (
        "以“{rule}”分摊，与单独规划相比各方节省：{list}（{money}）。"
    ),
    "The largest side payment goes from {payer} to {receiver}: {amount} {money}.": (
        "最大的补偿支付由{payer}付给{receiver}：{amount} {money}。"
    ),
    "By '{rule}' {coalition} would rather leave: it would save {gain} {money} more on its own.": (
        "以“{rule}”分摊，{coalition}愿意退出：单独可再节省 {gain} {money}。"
    ),
    "Plain rules do not hold either; who would gain most by leaving, and how much ({money}): {list}.": (
        "简单规则也不稳定；退出所得最多的联盟及其所得（{money}）：{list}。"
    ),
    "A coalition plans its own regions alone. Supplies, budgets and policies on quantities that cover others too are "
    "divided {rule}.": "联盟只规划自己的地区。同时涉及他方的供应、预算和数量类政策的划分方式：{rule}。",
    "One-time national costs, as of porting to a stack, are paid by each coalition that needs them.": (
        "一次性的全国成本（如软件栈移植）由需要它的每个联盟分别承担。"
    ),
    "Work of a coalition may cross regions of others.": "联盟的工作可途经他方地区。",
    "Work of a coalition stays within its own regions, on the way too.": "联盟的工作只在自己的地区内，包括途经之处。",
    "Demand of {list} in regions of others is its own. Without the owner of the region nothing is built or run for it "
    "there: it is served elsewhere, over links that end there, rented or left undone.": (
        "{list}在他方地区的需求归其自身。没有该地区所有者参与时，不能在当地为其建设或运行：由别处经通达当地的链路服务、"
        "租用或不满足。"
    ),
    "Rules that set members against each other do not hold for a coalition: {list}.": (
        "在各方之间作比较的规则对联盟不适用：{list}。"
    ),
    "A division holds when no coalition, by any cost that the gaps leave open, would pay less on its own: it is in the "
    "core. It does not hold when the best plan of some coalition costs less than it is to pay.": (
        "若在间隙所允许的任何成本下，没有联盟单独支付更少，则分摊稳定，即位于核心之内。"
        "若某联盟的最好方案成本低于其应付金额，则分摊不稳定。"
    ),
    "The Shapley value is sampled from {count} orders; its error holds with 95 % confidence.": (
        "沙普利值由 {count} 个次序抽样得出；误差的置信度为 95 %。"
    ),
    "The Shapley value was not asked for, or a coalition that it needs has no plan.": (
        "未要求计算沙普利值，或其所需的某个联盟没有可行方案。"
    ),
    "Of {all} coalitions {solved}; {without} no plan. Of {bounded} more a bound was enough.": (
        "共 {all} 个联盟，{solved}，{without}没有可行方案；另有 {bounded} 个由下界即可判定。"
    ),
    "Of {refused} that bounds do not settle only a bound is known, for no more were to be solved: what they "
    "might gain by leaving is open, and the nucleolus does without them.": (
        "另有 {refused} 个联盟下界不足以判定，但已达求解数上限，只知其下界：其退出的好处未定，核仁未考虑它们。"
    ),
    "{count} were solved": "求解了 {count} 个",
    "{count} of them have": "其中 {count} 个",
    "With fractions for whole numbers the plan would cost {relaxed} {money}; at marginal values each pays its part of "
    "that, and of the rest in proportion.": (
        "若整数可取小数，方案成本为 {relaxed} {money}；按边际价值，各方承担其中自己的部分，其余按比例承担。"
    ),
    "Some have no plan alone: {list}.": "以下参与方单独没有可行方案：{list}。",
    "What each party pays of the common plan, by several divisions, beside what it would pay alone.": (
        "按几种分摊方式，各方在联合方案中的支付，并列出其单独规划的成本。"
    ),
    "Divisions": "分摊方式",
    "Division": "分摊方式",
    "Parties": "参与方数",
    "Saving": "节省",
    "Savings": "各方节省",
    "Share of the cost alone": "占单独成本",
    "What each saves against its best plan alone, and at least, if that could be as cheap as its bound says; below 0: "
    "it pays more than alone.": (
        "与单独最好方案相比的节省；“至少”指单独方案可低至其下界时的节省；小于 0 表示比单独支付更多。"
    ),
    "Holds": "是否稳定",
    "Most tempted to leave": "最想退出的联盟",
    "Gain by leaving": "退出所得",
    "The coalition that would gain most by leaving: by its best plan, and at most, if it could be as cheap as its "
    "bound says; below 0: it would lose.": (
        "退出所得最多的联盟：按其最好方案，以及成本可低至下界时的最大所得；小于 0 表示有所损失。"
    ),
    "Stability": "稳定性",
    "Error of sampling, 95 %": "抽样误差（95 %）",
    "The mean of what a party adds to the cost, and where it lies whatever costs the gaps leave open.": (
        "参与方平均增加的成本，以及在间隙所允许的任何成本下它所在的范围。"
    ),
    "There is no Shapley value.": "没有沙普利值。",
    "Bears in the plan": "方案中自担",
    "Is to pay": "应付",
    "Side payment": "补偿支付",
    "Side payments": "补偿支付",
    "As present value. Each bears what stands and runs in its own regions and what its demand rents or leaves undone; "
    "links and national costs are borne by nobody and paid by all. A side payment below 0 is received.": (
        "现值。各方自担在其地区建设和运行的费用，以及其需求租用或未满足的费用；链路和全国成本无人自担，由各方共付。"
        "补偿支付小于 0 表示收款。"
    ),
    "Transfers": "转账",
    "The side payments with few transfers: the largest payer pays the largest receiver first.": (
        "以少量转账完成补偿：应付最多者先付给应收最多者。"
    ),
    "Nobody owes anything.": "各方互不相欠。",
    "Coalition": "联盟",
    "Coalitions": "联盟",
    "Its parties alone": "其各方单独合计",
    "Known by": "依据",
    "solve": "求解",
    "What each coalition would pay on its own; without a cost: it has no plan, or a bound was enough.": (
        "各联盟单独的成本；无成本者没有可行方案，或由下界即可判定。"
    ),
    "What each pays, by division": "按分摊方式各方的支付",
    "Present value, in {money}, beside each other for each party.": "现值，单位：{money}；每个参与方各方式并列。",
    "What each pays besides what it bears in the plan, in {money}; below 0: receives.": (
        "在方案自担之外各方的支付，单位：{money}；小于 0 为收款。"
    ),
}
