"""Chinese of the screening of losses."""

OUTAGES: dict[str, str] = {
    "Lost": "损失对象",
    "Undone, cheapest plan": "最低成本方案未完成量",
    "Share of what is due": "占应完成量的比例",
    "Whose work": "涉及的工作",
    "Stood from": "自何轮起承受",
    "no plan stands it": "没有方案能承受",
    "round {round}": "第 {round} 轮",
    "Undone, last plan": "最终方案未完成量",
    "What cannot be done when one region or one link is lost, in the period in which it is most; of a lost region "
    "only work counts that may all be done elsewhere.": (
        "失去某一地区或链路时无法完成的工作，取最严重的时期；对失去的地区只计可全部异地完成的工作。"
    ),
    "Losses": "故障损失",
    "The workbook has nothing that could be lost.": "工作簿中没有可能损失的对象。",
    "Round": "轮次",
    "Losses that it was made to stand": "要求承受的损失数",
    "Losses that it does not stand": "不能承受的损失数",
    "Each plan is made to stand what the one before did not, and tested against all losses again.": (
        "每个方案须承受前一方案不能承受的损失，并重新接受全部损失的检验。"
    ),
    "Round {round}": "第 {round} 轮",
    "Rounds": "各轮",
    "Cheapest plan": "最低成本方案",
    "Last plan": "最终方案",
    "More": "增加",
    "All periods together.": "各时期合计。",
    "What is built to stand losses": "为承受损失而建设的内容",
    "Nothing is built otherwise.": "建设内容没有变化。",
    "There is no plan to test.": "没有可供检验的方案。",
    "The cheapest plan stands each of the {count} losses.": "最低成本方案能承受全部 {count} 种损失。",
    "The cheapest plan does not stand {failing} of {count} losses; the worst: {list}.": (
        "最低成本方案不能承受 {count} 种损失中的 {failing} 种，最严重的是：{list}。"
    ),
    "No plan was found that stands these {count} losses together; with --price a loss need not be stood whole.": (
        "未找到能同时承受这 {count} 种损失的方案；使用 --price 可允许部分承受。"
    ),
    "A plan made to stand {count} of them costs {price} {money} more ({share}).": (
        "按其中 {count} 种损失设计的方案多花 {price} {money}（{share}）。"
    ),
    "It still leaves work undone when one of these is lost: {list}.": "失去下列任一对象时仍有工作无法完成：{list}。",
    "No plan stands the loss of any of these, whatever is built: {list}.": (
        "无论如何建设，都没有方案能承受失去下列任一对象：{list}。"
    ),
    "It stands every single loss.": "它能承受任何单一损失。",
    "In a loss {due} of the demand of the slice '{slice}' is due; of a lost region only work that may all be done "
    "elsewhere.": "发生损失时须完成时段“{slice}”需求的 {due}；对失去的地区只计可全部异地完成的工作。",
    "What falls short is paid with {price} {money} for each PFLOPS, in each year.": (
        "每年每 PFLOPS 缺口按 {price} {money}计价。"
    ),
    "With its investments fixed, a plan is used as well as can be in each loss; the losses that leave work undone "
    "are added to the model, and the plan is made and tested again.": (
        "固定方案的投资，在每种损失下尽可能好地使用；造成工作无法完成的损失被加入模型，重新求解并再次检验。"
    ),
    "{count} losses could not be tested.": "{count} 种损失未能检验。",
    "What stands when something is lost: {workbook}": "失去某一对象时的承受能力：{workbook}",
    "Undone": "未完成",
    "What the cheapest plan leaves undone": "最低成本方案未完成的工作",
    "PFLOPS that cannot be done when one region or link is lost; the {count} worst.": (
        "失去某一地区或链路时无法完成的 PFLOPS；最严重的 {count} 种。"
    ),
}
